import { DatabaseSync } from 'node:sqlite'
import { afterEach, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { createScaledClock } from '../world/scaled-clock.ts'

let world: BotWorld
afterEach(() => world.close())

/** Words of which each is there once. */
const strings = Array.from({ length: 700 }, (_, index) => `word${index};`).join(' ')

test('a page that is posted full is stored before, so that a start after a kill at that moment finds it by its words', async () => {
  // Nothing is stored because of the time alone.
  const clock = createScaledClock(0.01)
  world = await startBotWorld({ clock })
  const db = new DatabaseSync(world.database, { readOnly: true })
  const stored = (): string =>
    String(db.prepare("select group_concat(text, '') t from text_chunk").get()?.['t'])
  const unstored: string[] = []
  let full = 0
  world.discord.onEvent((event) => {
    if (event.type !== 'message-create') return
    const { content, authorId, components } = event.message
    if (authorId !== world.discord.application.botId || components.length > 0 || content === '') return
    full += 1
    const [last = ''] = content.match(/word\d+;(?=\W*$)/) ?? []
    if (!stored().includes(last)) unstored.push(last)
  })
  // All of it at once, and then nothing more.
  const silence = { after: strings.length - 1, how: 'silence' } as const
  world.claude.next({ ...text(strings), break: silence })
  const content = `<@${world.discord.application.botId}> all at once, please`
  world.discord.say({ channelId: places.general, userId: people.ada, content })
  await expect.poll(() => full).toBeGreaterThan(1)
  db.close()
  clock.setSpeed(100)
  expect(unstored).toEqual([])
})
