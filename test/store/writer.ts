/**
 * A process to be killed: answers questions in the places given, all at once, for as long as it lives, and says each thing that it
 * was told is stored, as a line of JSON, the moment it was told.
 */
import { argv, stdout } from 'node:process'
import { systemClock } from '../../src/clock.ts'
import { noUsage } from '../../src/conversation/usage.ts'
import { openStore } from '../../src/store/open-store.ts'

const say = (what: object) => stdout.write(`${JSON.stringify(what)}\n`)

const [, , url = '', run = '', ...places] = argv
const store = await openStore({ url, clock: systemClock })
say({ type: 'ready' })

const converse = async (place: string): Promise<void> => {
  for (let n = 0; ; n += 1) {
    const origin = `${run} ${place} ${n}`
    const asked = { place, origin, text: origin, files: [], speaker: { id: 'a', name: 'Alice' } }
    const question = await store.addQuestion(asked)
    if (question === null) throw new Error(`${origin} was known`)
    say({ type: 'question', id: question.id, origin })
    const begun = await store.beginAnswer(question.id, 'claude-test')
    const { id } = begun
    say({ type: 'answer', id, questionId: question.id })
    await store.addShown({ messageId: `m ${origin}`, channelId: place, turnId: id, page: 0 })
    say({ type: 'shown', id, messageId: `m ${origin}` })
    let text = ''
    for (let piece = 0; piece < 10; piece += 1) {
      text += `${origin} says ${piece} 🦊 ${'x'.repeat(piece * 97)}\n`
      await store.checkpoint(begun, text)
      say({ type: 'checkpoint', id, text })
    }
    await store.settle(begun, { text, sources: [], model: 'claude-test', usage: noUsage })
    say({ type: 'settled', id, text })
  }
}

await Promise.all(places.map(converse))
setInterval(() => {}, 60_000)
