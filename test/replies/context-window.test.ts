import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Answer, text } from '../../src/sandbox/claude/answer.ts'
import { givingStage } from '../commands/settings-stage.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'

let world: BotWorld
const { asks, requests, last, run, said, ended, press, shows } = givingStage(() => world)

afterEach(() => world.close())

/** About so many words that nothing else says. */
const long = (about: string, strings: number): string => `${about}: ${`${about}s grow. `.repeat(strings / 2)}`

/** The tokens in, and those of them from the cache, of a footer. */
const tokensOf = (shown: string): readonly [number, number] => {
  const [, all = '', cached = '0'] = /^-# .*? · ([\d,]+) in(?: \(([\d,]+) cached\))?/m.exec(shown) ?? []
  return [Number(all.replaceAll(',', '')), Number(cached.replaceAll(',', ''))]
}

/** What was spent, in the order in which it was. */
const spendingOf = ({ database }: BotWorld) => {
  const db = new DatabaseSync(database, { readOnly: true })
  const rows = db.prepare('select speaker_id as speaker, dollars from spending order by ordinal').all()
  db.close()
  return rows
}

const bodySchema = z.object({ messages: z.array(z.unknown()) })

/** Answers the next question so, and the wish for a summary before it, if there is one. */
const answers = (answer: Answer, summary: Answer): void =>
  world.claude.next((asked) => {
    if (!isSummary(asked.said)) return answer
    world.claude.next(answer)
    return summary
  })

const isSummary = (body: unknown): boolean => JSON.stringify(body).includes('has become too long to be sent')

describe('what is sent of a conversation', () => {
  test('is read from the cache for at least 80 % of ten turns', async () => {
    world = await startBotWorld()
    const shown: string[] = []
    for (let turn = 1; turn <= 10; turn += 1) {
      world.claude.next(text(`Answer ${turn}: ${'the fern likes shade and a little water. '.repeat(6)}`))
      shown.push(await asks(`Question ${turn}: what does a fern like, and what not? Tell me why.`))
    }
    const sums = shown.map(tokensOf)
    const all = sums.reduce((sum, [tokens]) => sum + tokens, 0)
    const cached = sums.reduce((sum, [, tokens]) => sum + tokens, 0)
    expect(cached / all).toBeGreaterThanOrEqual(0.8)
  })

  test('fits a small window: older turns are summarised once, in the footer and in dollars, and answers go on', async () => {
    world = await startBotWorld({ environment: { CONTEXT_TOKENS: '2500' } })
    const plants = ['rhubarb', 'fern', 'basil', 'mint', 'sage', 'thyme', 'lovage', 'dill']
    const shown: string[] = []
    for (const plant of plants) {
      answers(text(`Noted: ${plant}.`), text('Words on what they said.'))
      shown.push(await asks(long(plant, 150)))
    }
    expect(shown.every((reply) => reply.includes('in ·') || reply.includes('cached'))).toBe(true)
    const noted = shown.filter((reply) => /older messages summarized \([\d.]+ ¢\)$/m.test(reply))
    const summaries = requests().filter(({ body }) => isSummary(body))
    expect(noted.length).toBe(summaries.length)
    expect(summaries.length).toBe(1)
    expect(last()).toContain('<summary>')
    expect(last()).not.toContain('rhubarbs grow')
    expect(last()).toContain('dills grow')
  })

  test('while a summary is written, that is said; its price is counted to whoever asked, and stays in the footer', async () => {
    world = await startBotWorld({ environment: { CONTEXT_TOKENS: '2500' }, speed: 1 })
    let shown = ''
    const statuses = new Set<string>()
    world.discord.onEvent(() => {
      const content = world.discord.messages(places.general).at(-1)?.content ?? ''
      if (/^-# Summarizing/.test(content)) statuses.add(content)
    })
    for (const plant of ['rhubarb', 'fern', 'basil', 'mint', 'sage', 'thyme', 'lovage', 'dill']) {
      answers(text(`Noted: ${plant}.`), {
        ...text('Words on what they said. '.repeat(10)),
        pace: { tokensPerSecond: 30 },
      })
      shown = await asks(long(plant, 150))
      if (shown.includes('summarized')) break
    }
    expect([...statuses][0]).toMatch(/^-# Summarizing the earlier conversation… \d s ▌$/)
    const [, own = '', summary = ''] =
      /· ([\d.]+) ¢ · .*older messages summarized \(([\d.]+) ¢\)/.exec(shown) ?? []
    const spent = spendingOf(world)
    expect(spent.at(-2)).toMatchObject({
      speaker: people.ada,
      dollars: expect.closeTo(Number(summary) / 100, 4),
    })
    expect(spent.at(-1)).toMatchObject({ speaker: people.ada, dollars: expect.closeTo(Number(own) / 100, 4) })
    world.claude.setSpeed(Number.POSITIVE_INFINITY)
    world.claude.next(text('Another.'))
    press(await ended('older messages summarized'), 'regenerate')
    const other = await ended('Another.')
    await world.restart()
    press(other, 'previous')
    expect(await shows(other.id, 'older messages summarized')).toBe(shown)
  })

  test('a summary that is stopped is counted too, by what had come of it', async () => {
    world = await startBotWorld({ environment: { CONTEXT_TOKENS: '2500' } })
    for (const plant of ['rhubarb', 'fern', 'basil', 'mint']) {
      world.claude.next(text(`Noted: ${plant}.`))
      await asks(long(plant, 150))
    }
    const before = spendingOf(world).length
    world.claude.setSpeed(1)
    answers(text('Never.'), {
      ...text('Words on what they said. '.repeat(40)),
      pace: { tokensPerSecond: 30 },
    })
    run('ask', { prompt: long('sage', 450) })
    const message = await world.discord.until(() =>
      world.discord.messages(places.general).find(({ content }) => content.includes('Summarizing')),
    )
    press(message, 'stop')
    await shows(message.id, 'Stopped')
    const spent = spendingOf(world).slice(before)
    expect(spent).toHaveLength(1)
    expect(spent[0]).toMatchObject({ speaker: people.ada })
    expect(Number(spent[0]?.['dollars'])).toBeGreaterThan(0.0003)
    expect(requests().filter(({ body }) => isSummary(body))).toHaveLength(1)
  })

  test('begins with the same words from one cut to the next', async () => {
    world = await startBotWorld({ environment: { CONTEXT_TOKENS: '2500' } })
    const beginnings: string[] = []
    for (const plant of ['rhubarb', 'fern', 'basil', 'mint', 'sage', 'thyme', 'lovage', 'dill', 'leek']) {
      answers(text(`Noted: ${plant}.`), text('Words on what they said.'))
      await asks(long(plant, 150))
      const [first] = bodySchema.parse(requests().at(-1)?.body).messages
      const said = JSON.stringify(first).replaceAll(',"cache_control":{"type":"ephemeral"}', '')
      // The note on this moment ends the last message, which is the first one of a new conversation.
      beginnings.push(said.replace(/,\{"type":"text","text":"<note>\\nNow: .*?<\/note>"\}/, ''))
    }
    expect(new Set(beginnings).size).toBeLessThanOrEqual(3)
  })

  test('is left out where no summary can be had, and that is said', async () => {
    world = await startBotWorld({ environment: { CONTEXT_TOKENS: '2500' } })
    let shown = ''
    for (const plant of ['rhubarb', 'fern', 'basil', 'mint', 'sage', 'thyme']) {
      answers(text(`Noted: ${plant}.`), {
        type: 'error',
        status: 400,
        error: { type: 'invalid_request_error', message: 'no' },
      })
      shown = await asks(long(plant, 150))
      if (shown.includes('older messages left out')) break
    }
    expect(shown).toMatch(/older messages left out$/m)
    expect(last()).not.toContain('rhubarbs grow')
  })

  test('gives way to a question that is larger than the operator’s wish, and fits the model', async () => {
    world = await startBotWorld({ environment: { CONTEXT_TOKENS: '2000' } })
    await asks(long('rhubarb', 500))
    expect(last()).toContain('rhubarbs grow')
  })
})

test('a new thread begins with what its channel has chosen', async () => {
  world = await startBotWorld()
  await said(run('model', { model: 'claude-haiku-5-5' }))
  run('ask', { prompt: 'Hi', thread: true })
  await world.discord.until(() => requests().length > 0)
  expect(last()).toContain('claude-haiku-5-5')
})
