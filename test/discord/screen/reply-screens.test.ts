import { describe, expect, test } from 'vitest'
import { type Clock, systemClock } from '../../../src/clock.ts'
import { text } from '../../../src/sandbox/claude/answer.ts'
import { stageOf } from '../../commands/stage.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'

/** A channel of a server that the bot is no member of. */
const lobby = '1100000000000000201'
const minutes = 60_000

const shifted = (by: number): Clock => ({ ...systemClock, now: () => systemClock.now() + by })

describe.each([
  ['ahead of', -20 * minutes],
  ['behind', 20 * minutes],
  ['hours ahead of', -9 * 60 * minutes],
  ['hours behind', 9 * 60 * minutes],
])('where the host’s clock is %s Discord’s', (_, by) => {
  test('an app that only a person has installed answers, and writes another answer in place', async () => {
    const world: BotWorld = await startBotWorld({ discord: { clock: shifted(by) } })
    const { ask, ended, press } = stageOf(() => world)
    try {
      world.claude.next(text('The first.'), text('The second.'))
      ask('tell me', lobby)
      const first = await ended('The first.', lobby)
      press(first, 'regenerate')
      expect((await ended('The second.', lobby)).id).toBe(first.id)
    } finally {
      await world.close()
    }
  })

  test('a reply to a forgotten answer brings nothing of it along', async () => {
    const world: BotWorld = await startBotWorld({ discord: { clock: shifted(by) } })
    const { ask, ended, requests, lastRequest, forget } = stageOf(() => world)
    try {
      world.claude.next(text('Basil likes sun.'), text('Why not?'))
      ask('basil?')
      const answer = await ended('Basil likes sun.')
      await forget('channel')
      world.discord.say({
        channelId: places.general,
        userId: people.ada,
        content: 'why?',
        replyTo: answer.id,
      })
      await ended('Why not?')
      expect(requests()).toHaveLength(2)
      expect(lastRequest()).not.toContain('Basil likes sun.')
    } finally {
      await world.close()
    }
  })
})
