import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type BotWorld, people, startBotWorld } from '../world/bot-world.ts'
import { createJumpingClock } from '../world/jumping-clock.ts'
import { cutShort, slowly, stageOf } from './stage.ts'

let world: BotWorld
const { ask, ended, press, told, messages, hasButton, shows } = stageOf(() => world)

/** A channel of a server that the bot is no member of. */
const lobby = '1100000000000000201'

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

const pages = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} ${'leaf '.repeat(15)}`).join('\n\n')

/** So that what is tested is not waiting. */
const plenty = { limit: 1_000, windowMs: 1_000 }
const unlimited = {
  'POST /webhooks/:webhook_id/:webhook_token': plenty,
  'PATCH /webhooks/:webhook_id/:webhook_token/messages/@original': plenty,
  'PATCH /webhooks/:webhook_id/:webhook_token/messages/:message_id': plenty,
}

const isNotice = ({ content }: Message): boolean => content.includes('Your answer is ready')
const replies = () => messages(lobby).filter((message) => !isNotice(message))
const wholeOf = ({ attachments: [file] }: Message): string =>
  new TextDecoder().decode(world.discord.fileOf(file?.id ?? ''))

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

  test('a long one is gone on with in its last message', async () => {
    world.claude.next(cutShort(`${pages}\n\nOnce upon a`), text(' time.'))
    ask('tell me', lobby)
    const cut = await ended('Once upon a', lobby)
    const before = messages(lobby)
    expect(before.length).toBeGreaterThan(2)
    press(cut, 'continue')
    const whole = await ended('Once upon a time.', lobby)
    expect(whole.id).toBe(cut.id)
    expect(messages(lobby).slice(0, -1)).toEqual(before.slice(0, -1))
    expect(world.discord.requests().every(({ status }) => status < 400)).toBe(true)
  })

  test('while it waits in line to be gone on with, what was written of it stays', async () => {
    world.claude.next(cutShort(`${pages}\n\nOnce upon a`), slowly('word '.repeat(80)), text(' time.'))
    ask('tell me', lobby)
    const cut = await ended('Once upon a', lobby)
    const before = messages(lobby)
    world.claude.setSpeed(1)
    ask('something else', lobby)
    await world.discord.until(() => messages(lobby).some(({ content }) => content.includes('word word')))
    press(cut, 'continue')
    expect(await shows(cut.id, 'Queued (#1)')).toContain('Once upon a\n-# Queued')
    expect(messages(lobby).slice(0, before.length - 1)).toEqual(before.slice(0, -1))
    world.claude.setSpeed(Number.POSITIVE_INFINITY)
    expect((await ended('Once upon a time.', lobby)).id).toBe(cut.id)
    expect(messages(lobby).slice(0, before.length - 1)).toEqual(before.slice(0, -1))
  })

  test('another answer keeps to the messages that there may be, and what is more comes as a file', async () => {
    await world.close()
    world = await startBotWorld({
      discord: { limits: unlimited },
      environment: { MAX_TOKENS: '64000', NOTIFY_AFTER_SECONDS: '0.001' },
    })
    const strings = Array.from({ length: 4_000 }, (_, index) => `w${index}`).join(' ')
    world.claude.next(cutShort('Once upon a'), text(` ${strings}`), text(strings))
    ask('tell me', lobby)
    const short = await ended('Once upon a', lobby)
    press(short, 'continue')
    const file = await ended('The full answer is in the file (', lobby)
    expect(wholeOf(file)).toBe(`Once upon a ${strings}`)
    expect(replies()).toHaveLength(4)
    press(file, 'regenerate')
    await world.discord.until(() => replies().length === 8)
    const other = await world.discord.until(() => {
      const last = replies().at(-1)
      return last?.attachments.length === 1 && last
    })
    expect(wholeOf(other)).toBe(strings)
    await world.discord.until(() => messages(lobby).filter(isNotice).length === 2)
    expect(world.discord.requests().every(({ status }) => status < 400)).toBe(true)
  })

  test('a reply ends in words before its 15 minutes are over, and can be gone on with', async () => {
    await world.close()
    const clock = createJumpingClock()
    world = await startBotWorld({ clock, speed: 1, environment: { NOTIFY_AFTER_SECONDS: '0' } })
    world.claude.next(slowly('leaf '.repeat(400)), text('and a root.'))
    ask('tell me', lobby)
    const growing = await world.discord.until(() =>
      messages(lobby).find(({ content }) => content.includes('leaf leaf')),
    )
    clock.jump(14.1 * 60_000)
    const over = await ended('15-minute limit', lobby)
    expect(over.id).toBe(growing.id)
    expect(over.content).toMatch(/^leaf leaf/)
    clock.jump(60 * 60_000)
    press(over, 'continue')
    expect((await ended('and a root.', lobby)).id).toBe(over.id)
  })

  test('no thread is offered, and /help says what is different', async () => {
    world.claude.next(text('One.'))
    ask('tell me', lobby)
    expect(hasButton(await ended('One.', lobby), 'new-thread')).toBe(false)
    const word = await told(world.discord.runCommand({ channelId: lobby, userId: people.ada, name: 'help' }))
    expect(word.content).toContain('not a member of this server')
  })
})
