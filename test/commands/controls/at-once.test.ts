import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../../src/sandbox/claude/answer.ts'
import type { Exchange } from '../../../src/sandbox/discord/wire-log.ts'
import { type BotWorld, startBotWorld } from '../../world/bot-world.ts'
import { cutShort, slowly, stageOf } from '../stage.ts'

let world: BotWorld
const { ask, ended, press, messages, hasButton, shows, requests } = stageOf(() => world)

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

const threePages = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} ${'leaf '.repeat(15)}`).join('\n\n')

const isChange = ({ method, path }: Exchange): boolean =>
  method === 'PATCH' || method === 'DELETE' || path.endsWith('/callback')

/** The requests that change messages, from now on, until something holds. */
const changesUntil = async (holds: () => Promise<unknown>): Promise<readonly Exchange[]> => {
  const seen: Exchange[] = []
  const stop = world.discord.onRequest((exchange) => isChange(exchange) && seen.push(exchange))
  await holds()
  stop()
  return seen
}

const typeOf = ({ requestBody }: Exchange): unknown => JSON.parse(JSON.stringify(requestBody ?? {})).type

describe('a press shows its effect in its acknowledgement', () => {
  test('Regenerate: that Claude is asked, with Stop, and nothing else until there is text', async () => {
    world.claude.next(text('The first.'), { type: 'no-answer' })
    ask('tell me')
    const first = await ended('The first.')
    const changes = await changesUntil(async () => {
      press(first, 'regenerate')
      await shows(first.id, 'Waiting for Claude')
    })
    expect(changes.map(typeOf)).toEqual([7])
    const now = world.discord.message(first.id) ?? first
    expect(now.content).not.toContain('The first.')
    expect(hasButton(now, 'stop')).toBe(true)
    press(now, 'stop')
    await ended('Stopped')
  })

  test('Continue: what was written stays, with the status below', async () => {
    world.claude.next(cutShort('Once upon a'), text(' time.'))
    ask('tell me')
    const cut = await ended('Once upon a')
    press(cut, 'continue')
    await shows(cut.id, 'Once upon a\n-# Waiting for Claude')
    await ended('Once upon a time.')
  })

  test('◀ shows the other answer without any edit', async () => {
    world.claude.next(text('The first.'), text('The second.'))
    ask('tell me')
    press(await ended('The first.'), 'regenerate')
    const second = await ended('The second.')
    const changes = await changesUntil(async () => {
      press(second, 'previous')
      await ended('The first.')
      press(await ended('The first.'), 'next')
      await ended('The second.')
    })
    expect(changes.map(typeOf)).toEqual([7, 7])
  })

  test('of an answer of several messages, the pressed one keeps its words and gets Stop until it is gone', async () => {
    world.claude.next(text(threePages), slowly('word '.repeat(40)))
    world.claude.setSpeed(1000)
    ask('tell me')
    const last = await ended('Paragraph 59')
    world.claude.setSpeed(1)
    const [acknowledged] = await changesUntil(async () => {
      press(last, 'regenerate')
      await world.discord.until(() => messages().length === 1)
    })
    expect(JSON.stringify(acknowledged?.requestBody)).toContain('Paragraph 59')
    expect(JSON.stringify(acknowledged?.requestBody)).toContain('stop:')
    expect((await ended('word')).content).not.toContain('Paragraph')
  })

  test('what is refused is told in the acknowledgement, and the answer stays', async () => {
    world.claude.next(text('The first.'))
    ask('tell me')
    const first = await ended('The first.')
    const changes = await changesUntil(async () => {
      press(first, 'regenerate', '1100000000000000012')
      await world.discord.until(() => world.discord.messages(first.channelId).some((m) => m.onlyFor))
    })
    expect(changes.map(typeOf)).toEqual([4])
    expect(world.discord.message(first.id)).toEqual(first)
  })
})

describe('whatever becomes of the acknowledgement, the answer ends whole', () => {
  test.each(['before', 'after'] as const)('its connection is cut %s it takes effect', async (moment) => {
    world.claude.next(text('The first.'), text('The second.'))
    ask('tell me')
    const first = await ended('The first.')
    world.discord.fault({
      trouble: { type: 'drop', moment },
      when: ({ path }) => path.endsWith('/callback'),
      times: 1,
    })
    press(first, 'regenerate')
    expect((await ended('The second.')).id).toBe(first.id)
    expect(requests()).toHaveLength(2)
  })

  test('a second press at the same moment writes nothing over it', async () => {
    world.claude.next(text('The first.'), text('The second.'))
    ask('tell me')
    const first = await ended('The first.')
    world.discord.fault({
      trouble: { type: 'latency', ms: 400 },
      when: ({ path }) => path.endsWith('/callback'),
      times: 1,
    })
    press(first, 'regenerate')
    press(first, 'regenerate')
    await ended('The second.')
    await world.discord.until(() => world.discord.messages(first.channelId).some((m) => m.onlyFor))
    expect((await ended('The second.')).content).not.toContain('Waiting')
    expect(requests()).toHaveLength(2)
  })
})
