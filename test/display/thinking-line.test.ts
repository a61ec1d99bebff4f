import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, asked, type Draft } from '../../src/display/draft.ts'
import { thinkingLine as lineIn, mostThinking } from '../../src/display/thinking-line.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import { codePoints } from '../../src/markdown/cut.ts'

const thinkingLine = (draft: Draft, locale = 'en-US'): string => lineIn(draft, stringsFor(locale))
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

  test('says how long Claude thought, before its words, and alone if that was long', () => {
    const writesAt = (draft: Draft, at: number) =>
      advance(advance(draft, { type: 'thinking-end' }, at), { type: 'text-delta', text: 'So.' }, at)
    expect(thinkingLine(writesAt(thinks(begun, 'Hm.'), 12_900))).toBe('-# 💭 Thought for 12 s ||Hm.||')
    expect(thinkingLine(writesAt(begun, 12_900))).toBe('-# 💭 Thought for 12 s')
    expect(thinkingLine(writesAt(begun, 12_900), 'ja')).toBe('-# 💭 12 秒考えました')
    expect(thinkingLine(writesAt(begun, 2_900))).toBe('')
    const twice = advance(advance(begun, { type: 'thinking-end' }, 2_000), { type: 'thinking-start' }, 5_000)
    expect(thinkingLine(writesAt(twice, 7_000))).toBe('-# 💭 Thought for 4 s')
    const later = advance(writesAt(begun, 4_000), { type: 'thinking-start' }, 9_000)
    expect(thinkingLine(writesAt(later, 99_000))).toBe('-# 💭 Thought for 4 s')
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
