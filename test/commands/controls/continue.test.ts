import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../../src/sandbox/claude/answer.ts'
import { type BotWorld, startBotWorld } from '../../world/bot-world.ts'
import { cutShort, slowly, stageOf } from '../stage.ts'

let world: BotWorld
const { ask, ended, press, messages, hasButton, lastRequest, shows } = stageOf(() => world)

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

const outOf = (content: string): number =>
  Number(/([\d,]+) out/.exec(content)?.[1]?.replace(',', '') ?? Number.NaN)

describe('Continue', () => {
  test('goes on in the same message, is one reply in the history, and the footer has the sum', async () => {
    world.claude.next(cutShort('Once upon a'), text(' time.'), text('Then.'))
    ask('tell me a story')
    const cut = await ended('Once upon a')
    expect(cut.content).toContain('Reached the length limit.')
    press(cut, 'continue')
    const whole = await ended('Once upon a time.')
    expect(whole.id).toBe(cut.id)
    expect(whole.content).not.toContain('Cut at')
    expect(hasButton(whole, 'continue')).toBe(false)
    expect(hasButton(whole, 'previous')).toBe(false)
    expect(outOf(whole.content)).toBeGreaterThan(outOf(cut.content))
    expect(lastRequest()).toContain('Go on exactly where')
    ask('and then?')
    await ended('Then.')
    expect(lastRequest()).toContain('Once upon a time.')
    expect(lastRequest()).not.toContain('Go on exactly where')
  })

  test('leaves the pages that are full as they are, and goes on in the last one', async () => {
    const paragraphs = (from: number): string =>
      Array.from({ length: 30 }, (_, at) => `Paragraph ${from + at} ${'leaf '.repeat(15)}`).join('\n\n')
    world.claude.next(cutShort(paragraphs(0)), text(`\n\n${paragraphs(30)}`))
    ask('tell me a story')
    const cut = await ended('Paragraph 29')
    const [first] = messages()
    press(cut, 'continue')
    await ended('Paragraph 59')
    expect(messages()[0]).toEqual(first)
    const shown = messages()
      .map(({ content }) => content)
      .join('\n')
    expect([...shown.matchAll(/Paragraph (\d+)/g)].map(([, at]) => Number(at))).toEqual(
      Array.from({ length: 60 }, (_, at) => at),
    )
  })

  test('stopped while it waits in line, what was written stays', async () => {
    world.claude.next(cutShort('Once upon a'), slowly('word '.repeat(80)))
    ask('tell me a story')
    const cut = await ended('Once upon a')
    world.claude.setSpeed(1)
    ask('something else')
    await world.discord.until(() => messages().some(({ content }) => content.includes('word')))
    press(cut, 'continue')
    await shows(cut.id, 'Queued (#1)')
    press(world.discord.message(cut.id) ?? cut, 'stop')
    const back = await ended('Once upon a')
    expect(hasButton(back, 'continue')).toBe(true)
  })
})

describe('Try again', () => {
  test('asks once more where there was no text at all, and is one reply in the history', async () => {
    world.claude.next(
      { type: 'error', status: 400, error: { type: 'invalid_request_error', message: 'prompt: not today' } },
      text('Here it is.'),
    )
    ask('tell me')
    const failed = await ended('not today')
    expect(hasButton(failed, 'regenerate')).toBe(false)
    press(failed, 'retry')
    const done = await ended('Here it is.')
    expect(done.id).toBe(failed.id)
    expect(done.content).not.toContain('not today')
    expect(hasButton(done, 'previous')).toBe(false)
    expect(lastRequest()).not.toContain('Go on exactly where')
  })
})
