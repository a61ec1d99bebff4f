import { afterEach, describe, expect, test } from 'vitest'
import type { Reply } from '../../../src/sandbox/claude/answer.ts'
import { defaultSeed } from '../../../src/sandbox/discord/seed.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'

let world: BotWorld

/** A world where a token has one edit in so many milliseconds. */
const start = (windowMs: number): Promise<BotWorld> => {
  const scarce = { limit: 1, windowMs, bucket: 'webhook message edit' }
  return startBotWorld({
    speed: 1,
    discord: {
      limits: {
        'PATCH /webhooks/:webhook_id/:webhook_token/messages/@original': scarce,
        'PATCH /webhooks/:webhook_id/:webhook_token/messages/:message_id': scarce,
      },
    },
  })
}

const forEver = 600_000

afterEach(() => world.close())

const inThree: Reply = {
  type: 'reply',
  say: [
    { type: 'text', text: 'One.' },
    { type: 'pause', ms: 300 },
    { type: 'text', text: ' Two.' },
    { type: 'pause', ms: 300 },
    { type: 'text', text: ' Three.' },
  ],
}

const ask = (channelId: string): void =>
  void world.discord.runCommand({ channelId, userId: people.ada, name: 'ask', options: { prompt: 'Count' } })

/** The routes by which the reply's message was edited, in order. */
const edits = (): readonly string[] =>
  world.discord
    .requests()
    .filter(({ method }) => method === 'PATCH')
    .map(({ path }) => path.split('/')[1] ?? '')

const whole = (channelId: string) =>
  world.discord.until(() =>
    world.discord.messages(channelId).some(({ content }) => /^One\. Two\. Three\.\n-# /.test(content)),
  )

describe('a reply to /ask', () => {
  test('goes on by the channel’s route when the token has no edit left', async () => {
    world = await start(forEver)
    world.claude.next(inThree)
    ask(places.general)
    await whole(places.general)
    const [first, ...others] = edits()
    expect(first).toBe('webhooks')
    expect(others.length).toBeGreaterThan(0)
    expect(others.every((route) => route === 'channels')).toBe(true)
    expect(world.discord.requests().filter(({ status }) => status === 429)).toEqual([])
  })

  test('does so in a direct message, too', async () => {
    world = await start(forEver)
    const { id } = world.discord.directChannel(people.ada)
    world.claude.next(inThree)
    ask(id)
    await whole(id)
    expect(edits()).toContain('channels')
  })

  test('keeps to the token where only the person has brought the app along', async () => {
    world = await start(1_500)
    const lobby = defaultSeed.guilds[1].channels[0].id
    world.claude.next(inThree)
    ask(lobby)
    await whole(lobby)
    expect(new Set(edits())).toEqual(new Set(['webhooks']))
    expect(edits().length).toBeGreaterThan(1)
  })
})
