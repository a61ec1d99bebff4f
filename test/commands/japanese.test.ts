import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { slowly, stageOf } from './stage.ts'

let world: BotWorld
const { ask, customId, ended, told, messages, shows } = stageOf(() => world)

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

/** Ada has set Discord to Japanese in the meantime. */
const press = (message: Parameters<typeof customId>[0], action: string) =>
  world.discord.click({
    messageId: message.id,
    customId: customId(message, action),
    userId: people.ada,
    locale: 'ja',
  })

describe('a button pressed in Japanese', () => {
  test('answers in Japanese under a reply that was asked for in English', async () => {
    world.claude.next(text('One.'), slowly('word '.repeat(20)))
    ask('tell me')
    const reply = await ended('One.')
    expect((await told(press(reply, 'new-thread'))).content).toBe(`続きは <#${reply.id}> で話せます。`)
    expect((await told(press(reply, 'new-thread'))).content).toContain('もうあります')
    world.claude.setSpeed(1)
    press(reply, 'regenerate')
    await shows(reply.id, 'word')
    const growing = world.discord.message(reply.id) ?? reply
    expect(JSON.stringify(growing.components)).toContain('"停止"')
    press(growing, 'stop')
    const stopped = await ended('word')
    expect(stopped.content).toMatch(/停止しました\n-# claude-sonnet-5-5 · 入力 [\d,]+ .*· 出力 ~\d+/)
    expect(JSON.stringify(stopped.components)).toContain('"続ける"')
  })

  test('deletes in Japanese', async () => {
    world.claude.next(text('One.'))
    ask('my rhubarb')
    await ended('One.')
    const act = world.discord.runCommand({
      channelId: places.general,
      userId: people.ada,
      name: 'forget',
      locale: 'ja',
    })
    const asked = await told(act)
    press(asked, 'forget-own')
    await world.discord.until(() => world.discord.message(asked.id)?.content.includes('1 件'))
    expect(messages()).toHaveLength(1)
  })
})
