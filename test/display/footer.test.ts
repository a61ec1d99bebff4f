import { describe, expect, test } from 'vitest'
import { nothingSpent, noUsage } from '../../src/conversation/usage.ts'
import type { FinalDraft } from '../../src/display/draft.ts'
import { type FooterStyle, footer, money } from '../../src/display/footer.ts'
import { modelName } from '../../src/display/model-name.ts'
import { stringsFor } from '../../src/i18n/languages.ts'

const draft: FinalDraft = {
  type: 'ended',
  stopReason: 'end_turn',
  endedAt: 3_812,
  written: {
    text: 'Hello',
    thinking: '',
    sources: [],
    model: 'claude-sonnet-5-5',
    usage: { ...noUsage, input: 180, cacheRead: 1024, output: 428 },
    earlier: nothingSpent,
    askedAt: 0,
    firstTextAt: 420,
  },
}

const full = (
  of: FinalDraft,
  dollars: number | null = 0.0046,
  locale = 'en-US',
  style: FooterStyle = 'full',
) => footer(of, { strings: stringsFor(locale), dollars: () => dollars, style })

describe('the full footer', () => {
  test('gives model, tokens, cache, cost and times in one line of subtext', () => {
    expect(full(draft)).toBe(
      '-# claude-sonnet-5-5 · 1,204 in (1,024 cached) · 428 out · 0.46 ¢ · first text 0.4 s · 3.8 s',
    )
  })

  test('says nothing of a cost that is not known', () => {
    expect(full(draft, null)).not.toMatch(/[$¢]/)
  })

  test('of a reply that was continued is the sum of all its requests', () => {
    const earlier = {
      usage: { ...noUsage, input: 1_000, output: 100 },
      dollars: 0.01,
      timing: { firstText: 300, total: 5_000 },
    }
    expect(full({ ...draft, written: { ...draft.written, earlier } })).toBe(
      '-# claude-sonnet-5-5 · 2,204 in (1,024 cached) · 528 out · 1.5 ¢ · first text 0.3 s · 8.8 s',
    )
  })

  test('has no cost or time where one request’s is not known', () => {
    const earlier = { usage: noUsage, dollars: null }
    const line = full({ ...draft, written: { ...draft.written, earlier } })
    expect(line).toBe('-# claude-sonnet-5-5 · 1,204 in (1,024 cached) · 428 out')
  })

  test('speaks the language of the asker', () => {
    expect(full(draft, 0.0046, 'ja')).toContain('入力 1,204')
  })

  test('is absent when Claude was never reached', () => {
    const { written } = draft
    expect(full({ ...draft, written: { ...written, usage: noUsage } }, 0)).toBe('')
  })

  test.each([
    [0.00004, '<0.01 ¢'],
    [0.0025, '0.25 ¢'],
    [0.00994, '0.99 ¢'],
    [0.05, '5 ¢'],
    [0.0999, '$0.10'],
    [0.15, '$0.15'],
    [1.234, '$1.23'],
    [0, '0 ¢'],
  ])('writes %d dollars as %s', (dollars, written) => {
    expect(money(dollars)).toBe(written)
  })
})

describe('the short footer', () => {
  const short = (of: FinalDraft, locale = 'en-US') => full(of, 0.0046, locale, 'short')
  const spent = (input: number, output: number) => ({
    ...draft,
    written: { ...draft.written, usage: { ...noUsage, input, output } },
  })

  test('gives the model’s name, tokens and time', () => {
    expect(short(draft)).toBe('-# Sonnet 5.5 · 1.2k in · 428 out · 3.8 s')
    expect(short(draft, 'ja')).toBe('-# Sonnet 5.5 · 入力 1.2k · 出力 428 · 3.8 秒')
  })

  test.each([
    [999, '999'],
    [1_000, '1k'],
    [99_949, '99.9k'],
    [99_950, '100k'],
    [999_499, '999k'],
    [999_500, '1M'],
    [1_540_000, '1.5M'],
  ])('rounds %d to %s', (tokens, rounded) => {
    expect(short(spent(tokens, tokens))).toBe(`-# Sonnet 5.5 · ${rounded} in · ${rounded} out · 3.8 s`)
  })

  test('says what is estimated, how often was searched, and what became of older turns', () => {
    const written = {
      ...draft.written,
      usage: { ...draft.written.usage, webSearches: 2 },
      isEstimate: true,
      older: { type: 'summarised', dollars: 0.01 } as const,
    }
    expect(short({ ...draft, written })).toBe(
      '-# Sonnet 5.5 · 1.2k in · ~428 out · 2 searches · 3.8 s · older messages summarized',
    )
  })

  test('is absent where it is switched off', () => {
    expect(full(draft, 0.0046, 'en-US', 'off')).toBe('')
  })
})

test.each([
  ['claude-sonnet-5-5', 'Sonnet 5.5'],
  ['claude-opus-4-20250514', 'Opus 4'],
  ['claude-opus-4-1-20250805', 'Opus 4.1'],
  ['claude-haiku-5-5@20261001', 'Haiku 5.5'],
  ['claude-3-5-sonnet-20241022', 'Sonnet 3.5'],
  ['claude-3-opus-latest', 'Opus 3'],
  ['claude-fable-6', 'Fable 6'],
  ['claude-next', 'claude-next'],
  ['anthropic/claude-sonnet-5-5', 'anthropic/claude-sonnet-5-5'],
  ['my-gateway-model', 'my-gateway-model'],
  ['', ''],
])('the model %s is called %s', (id, name) => {
  expect(modelName(id)).toBe(name)
})
