import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../../src/sandbox/claude/answer.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'
import { createJumpingClock, type JumpingClock } from '../../world/jumping-clock.ts'
import { stageOf } from '../stage.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let clock: JumpingClock
let world: BotWorld
const { ask, ended, press, told, messages, lastRequest } = stageOf(() => world)

beforeEach(async () => {
  clock = createJumpingClock()
  world = await startBotWorld({ clock, environment: { RETENTION_DAYS: '30', NOTIFY_AFTER_SECONDS: '0' } })
})
afterEach(() => world.close())

/** Without the word that a slow reply is there. */
const shown = () => messages().filter(({ content }) => content.includes('Paragraph'))

const pages = (from: number): string =>
  Array.from({ length: 60 }, (_, at) => `Paragraph ${from + at} ${'leaf '.repeat(15)}`).join('\n\n')

describe('buttons under old replies', () => {
  test('work on a short one after its interaction has ended, through the button’s own', async () => {
    world.claude.next(text('The first.'), text('The second.'))
    const atRest = clock.timers()
    ask('tell me')
    const first = await ended('The first.')
    await expect.poll(() => clock.timers()).toBeLessThanOrEqual(atRest)
    clock.jump(2 * hour)
    world.discord.forgetRequests()
    press(first, 'regenerate')
    expect((await ended('The second.')).id).toBe(first.id)
    const edits = world.discord.requests().filter(({ method }) => method === 'PATCH')
    expect(edits.length).toBeGreaterThan(0)
    expect(edits.every(({ path }) => path.includes('/webhooks/'))).toBe(true)
  })

  test('work on a long one by the bot’s own route, however few edits an old message may have', async () => {
    world.claude.next(text(pages(0)), text(pages(100)))
    const atRest = clock.timers()
    ask('tell me')
    const first = await ended('Paragraph 59')
    await expect.poll(() => clock.timers()).toBeLessThanOrEqual(atRest)
    clock.jump(2 * hour)
    const { length } = shown()
    world.discord.forgetRequests()
    press(first, 'regenerate')
    const stop = world.discord.onRequest(({ status }) => {
      if (status === 429) clock.jump(7_000)
    })
    const second = await ended('Paragraph 159')
    stop()
    expect(JSON.stringify(world.discord.requests().map(({ responseBody }) => responseBody))).toContain(
      '30046',
    )
    expect(second.id).toBe(first.id)
    expect(shown()).toHaveLength(length)
    expect(shown().every(({ content }) => /Paragraph 1\d\d/.test(content))).toBe(true)
    expect(JSON.stringify(shown())).not.toMatch(/Paragraph \d\d\D/)
  })
})

describe('retention', () => {
  test('what nobody has gone on with for so many days is forgotten, also while the bot runs', async () => {
    world.claude.next(text('The first.'), text('elsewhere'), text('The second.'))
    ask('my rhubarb')
    const first = await ended('The first.')
    clock.jump(20 * day)
    ask('my basil', places.questions)
    await ended('elsewhere', places.questions)
    clock.jump(11 * day)
    const word = await told(press(first, 'regenerate', people.ada))
    expect(word.content).toContain('no longer remember')
    ask('and now?', places.questions)
    await ended('The second.', places.questions)
    expect(lastRequest()).toContain('my basil')
    expect(lastRequest()).not.toContain('rhubarb')
  })
})
