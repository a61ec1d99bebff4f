import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../../src/sandbox/claude/answer.ts'
import type { Message } from '../../../src/sandbox/discord/message.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'
import { slowly, stageOf } from '../stage.ts'

let world: BotWorld
const { ask, ended, press, told, messages, lastRequest, requests } = stageOf(() => world)

beforeEach(async () => {
  world = await startBotWorld({ speed: 1 })
})
afterEach(() => world.close())

const growing = (strings: string): Promise<Message> =>
  world.discord.until(() => messages().find(({ content }) => content.includes(strings)))

describe('Stop', () => {
  test('aborts at Claude, keeps the text and says what was spent', async () => {
    world.claude.next(slowly('word '.repeat(400)))
    ask('go on for long')
    press(await growing('word word'), 'stop')
    const { content } = await ended('word')
    expect(content).toMatch(/word[\s\S]*-# Stopped\n-# claude-sonnet-5-5 · [\d,]+ in · ~\d+ out · ~[\d.]+ ¢/)
    const [, out = '0'] = /~(\d+) out/.exec(content) ?? []
    expect(Number(out)).toBeGreaterThan(2)
    await expect.poll(() => requests()[0]?.outcome).toBe('left')
  })

  test('is for the asker and moderators; others get a private word and the reply grows on', async () => {
    world.claude.next(slowly('word '.repeat(400)))
    ask('go on for long', places.general, people.grace)
    const message = await growing('word word')
    const word = await told(press(message, 'stop', people.aoi))
    expect(word.content).toBe('これができるのは、質問した人かモデレーターだけです。')
    expect(world.discord.message(message.id)?.content).toContain('▌')
    // Ada owns the server, so she may delete the messages of others.
    press(message, 'stop', people.ada)
    expect((await ended('word')).content).toContain('Stopped')
  })

  test('takes a question out that still waits: nobody asks Claude, and no later question knows of it', async () => {
    world.claude.next(slowly('word '.repeat(80)), text('Last.'))
    ask('one')
    await growing('word word')
    ask('my rhubarb')
    const waiting = await growing('Queued (#1)')
    press(waiting, 'stop')
    await growing('Stopped')
    world.claude.setSpeed(Number.POSITIVE_INFINITY)
    await ended('word')
    ask('two')
    await ended('Last.')
    expect(requests()).toHaveLength(2)
    expect(lastRequest()).not.toContain('rhubarb')
  })
})
