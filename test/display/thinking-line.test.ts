import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, asked, type Draft } from '../../src/display/draft.ts'
import { mostThinking, thinkingLine } from '../../src/display/thinking-line.ts'
import { codePoints } from '../../src/markdown/cut.ts'

const thinks = (draft: Draft, text: string): Draft => advance(draft, { type: 'thinking-delta', text }, 0)
const writes = (draft: Draft, text: string): Draft => advance(draft, { type: 'text-delta', text }, 0)
const begun = advance(asked('claude-opus-5-5', 0), { type: 'thinking-start' }, 0)

describe('the line of thinking', () => {
  test('shows the newest words while Claude thinks, and folds the first ones away once it writes', () => {
    const strings = Array.from({ length: 300 }, (_, at) => `w${at}`).join(' ')
    const thought = thinks(begun, strings)
    expect(thinkingLine(thought)).toMatch(/^-# 💭 ….* w299$/)
    expect(thinkingLine(writes(thought, 'So.'))).toMatch(/^-# 💭 \|\|w0 w1 .*…\|\|$/)
  })

  test('does not change once there is text, so that no page above moves', () => {
    const written = writes(thinks(begun, 'First.'), 'So.')
    expect(thinkingLine(thinks(written, ' Then.'))).toBe(thinkingLine(written))
  })

  test('is one bounded line that nothing in it can end, whatever Claude thinks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 1500 }), fc.boolean(), (strings, isWriting) => {
        const thought = thinks(begun, strings)
        const line = thinkingLine(isWriting ? writes(thought, 'So.') : thought)
        expect(codePoints(line)).toBeLessThanOrEqual(mostThinking)
        expect(line.split('\n').length).toBe(1)
        expect(line.replace(/^-# 💭 (\|\|)?/, '').replace(/\|\|$/, '')).not.toMatch(/[|`<>]/)
      }),
    )
  })

  test.each([
    ['@everyone and @here', 'a mention'],
    ['see https://evil.example/x', 'an address'],
    ['discord.gg/abc and discordapp.com/invite/abc', 'an invite'],
    [`${'a'.repeat(599)}👍👍`, 'half a character'],
    ['one\n# two\r\n> three', 'a second line'],
  ])('%s is no %s', (thought) => {
    for (const draft of [thinks(begun, thought), writes(thinks(begun, thought), 'So.')]) {
      const line = thinkingLine(draft)
      expect(line).not.toMatch(/@(?:everyone|here)|:\/\/|\.(?:gg|com)\/|\n/)
      expect(line.isWellFormed()).toBe(true)
    }
  })
})
