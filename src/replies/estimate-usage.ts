import { textTokens } from '../conversation/tokens.ts'
import { promptTokens } from '../conversation/usage.ts'
import type { Draft } from '../display/draft.ts'

/**
 * Claude tells of a reply's output at its end; what was written by then is billed all the same. Of a reply that was left
 * before, the output is estimated by what has come, beside the `earlier` text.
 */
export const estimateUsage = <Some extends Draft>(draft: Some, earlier: string): Some => {
  if (draft.type !== 'failed' || promptTokens(draft.written.usage) === 0) return draft
  const { text, thinking, usage } = draft.written
  const output = textTokens(text.slice(earlier.length)) + textTokens(earlier === '' ? thinking : '')
  if (output <= usage.output) return draft
  return { ...draft, written: { ...draft.written, usage: { ...usage, output }, isEstimate: true } }
}
