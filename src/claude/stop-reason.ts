/** The names that other APIs have for these; gateways pass them through. */
const foreign: ReadonlyMap<string, string> = new Map([
  ['stop', 'end_turn'],
  ['eos', 'end_turn'],
  ['length', 'max_tokens'],
  ['content_filter', 'refusal'],
])

/**
 * A stop reason in Anthropic's words. Names that nobody knows stay as they are, in lower case.
 *
 * @example anthropicStopReason('STOP') // 'end_turn'
 */
export const anthropicStopReason = (given: string): string => {
  const name = given.toLowerCase()
  return foreign.get(name) ?? name
}
