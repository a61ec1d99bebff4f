import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import { type BotWorld, people, startBotWorld } from '../bot-world.ts'
import { cutShort, stageOf } from './stage.ts'

let world: BotWorld
const { ask, ended, press, told, messages, hasButton } = stageOf(() => world)

/** A channel of a server that the bot is no member of. */
const lobby = '1100000000000000201'

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

const pages = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} ${'leaf '.repeat(15)}`).join('\n\n')

describe('where a person has brought the bot along', () => {
  test('a short reply is changed in place', async () => {
    world.claude.next(cutShort('Once upon a'), text(' time.'), text('Another.'))
    ask('tell me', lobby)
    const cut = await ended('Once upon a', lobby)
    press(cut, 'continue')
    const whole = await ended('Once upon a time.', lobby)
    expect(whole.id).toBe(cut.id)
    press(whole, 'regenerate')
    expect((await ended('Another.', lobby)).id).toBe(cut.id)
  })

  test('a long one stays as it is, and the other answer is a new message', async () => {
    world.claude.next(text(pages), text('Another.'))
    ask('tell me', lobby)
    const long = await ended('Paragraph 59', lobby)
    const before = messages(lobby)
    press(long, 'regenerate')
    await ended('Another.', lobby)
    expect(messages(lobby).slice(0, -1)).toEqual(before)
  })

  test('no thread is offered, and /help says what is different', async () => {
    world.claude.next(text('One.'))
    ask('tell me', lobby)
    expect(hasButton(await ended('One.', lobby), 'new-thread')).toBe(false)
    const word = await told(world.discord.runCommand({ channelId: lobby, userId: people.ada, name: 'help' }))
    expect(word.content).toContain('brought it along')
  })
})
