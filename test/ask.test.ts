import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../src/sandbox/claude/answer.ts'
import { type BotWorld, people, places, startBotWorld } from './bot-world.ts'

let world: BotWorld

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

const ask = (prompt: string, channelId = places.general, userId = people.ada) =>
  world.discord.runCommand({ channelId, userId, name: 'ask', options: { prompt } })

/** The channel's last message once it has a footer. */
const footed = (channelId = places.general): Promise<string> =>
  world.discord.until(() => {
    const content = world.discord.messages(channelId).at(-1)?.content ?? ''
    return / s$/.test(content) && content
  })

describe('/ask', () => {
  test('ends in Claude’s words and a footer, without cursor or Stop', async () => {
    world.claude.next(text('Hello **there**.'))
    ask('Hi')
    const content = await footed()
    expect(content).toMatch(
      /^Hello \*\*there\*\*\.\n-# claude-sonnet-5-5 · [\d,]+ in · \d+ out · \$0\.\d{4} · first text \d+\.\d s · \d+\.\d s$/,
    )
  })
})
