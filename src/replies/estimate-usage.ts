import { textTokens } from '../conversation/tokens.ts'
import { promptTokens } from '../conversation/usage.ts'
import type { Draft } from '../display/draft.ts'

/**
 * Estimates the output tokens of a reply that ended early: Claude reports them at the end, but bills what it has
 * written. `earlier` is the text of previous requests, which is not counted.
 */
export const estimateUsage = <Some extends Draft>(draft: Some, earlier: string): Some => {
  if (draft.type !== 'failed' || promptTokens(draft.written.usage) === 0) return draft
  const { text, thinking, usage } = draft.written
  const output = textTokens(text.slice(earlier.length)) + textTokens(earlier === '' ? thinking : '')
  if (output <= usage.output) return draft
  return { ...draft, written: { ...draft.written, usage: { ...usage, output }, isEstimate: true } }
}
