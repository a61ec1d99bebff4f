import { describe, expect, test } from 'vitest'
import { nothingSpent, noUsage } from '../../src/conversation/usage.ts'
import type { FinalDraft } from '../../src/display/draft.ts'
import { footer, money } from '../../src/display/footer.ts'
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

describe('the footer', () => {
  test('gives model, tokens, cache, cost and times in one line of subtext', () => {
    expect(footer(draft, stringsFor('en-US'), () => 0.0046)).toBe(
      '-# claude-sonnet-5-5 · 1,204 in (1,024 cached) · 428 out · $0.0046 · first text 0.4 s · 3.8 s',
    )
  })

  test('says nothing of a cost that is not known', () => {
    expect(footer(draft, stringsFor('en-US'), () => null)).not.toContain('$')
  })

  test('of a reply that was continued is the sum of all its requests', () => {
    const earlier = {
      usage: { ...noUsage, input: 1_000, output: 100 },
      dollars: 0.01,
      timing: { firstText: 300, total: 5_000 },
    }
    expect(
      footer({ ...draft, written: { ...draft.written, earlier } }, stringsFor('en-US'), () => 0.0046),
    ).toBe('-# claude-sonnet-5-5 · 2,204 in (1,024 cached) · 528 out · $0.0146 · first text 0.3 s · 8.8 s')
  })

  test('has no cost or time where one request’s is not known', () => {
    const earlier = { usage: noUsage, dollars: null }
    const line = footer(
      { ...draft, written: { ...draft.written, earlier } },
      stringsFor('en-US'),
      () => 0.0046,
    )
    expect(line).toBe('-# claude-sonnet-5-5 · 1,204 in (1,024 cached) · 428 out')
  })

  test('speaks the language of the asker', () => {
    expect(footer(draft, stringsFor('ja'), () => 0.0046)).toContain('入力 1,204')
  })

  test('is absent when Claude was never reached', () => {
    const { written } = draft
    expect(footer({ ...draft, written: { ...written, usage: noUsage } }, stringsFor('en'), () => 0)).toBe('')
  })

  test.each([
    [0.00004, '<$0.0001'],
    [0.0046, '$0.0046'],
    [0.0999, '$0.0999'],
    [1.234, '$1.23'],
    [0, '$0.0000'],
  ])('writes %d dollars as %s', (dollars, written) => {
    expect(money(dollars)).toBe(written)
  })
})
