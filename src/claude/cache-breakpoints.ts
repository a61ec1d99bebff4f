/** A request takes at most four breakpoints. */
const mostBreakpoints = 4

/** How many blocks the API looks back from a breakpoint for an earlier entry, itself included. */
const lookBack = 20

/** How many blocks each message has, and who says it. */
type Message = { readonly role: 'user' | 'assistant'; readonly blocks: number }

/**
 * The blocks, counted over all messages, that get a cache breakpoint
 * (https://platform.claude.com/docs/en/build-with-claude/prompt-caching): the last one, which the next question reads; the
 * end of the question before, which is where the last request wrote; and, as far as there are any left, blocks so close together
 * that the API's look-back leaves no gap.
 *
 * @example cacheBreakpoints([{ role: 'user', blocks: 30 }]) // [9, 29]
 */
export const cacheBreakpoints = (messages: readonly Message[]): readonly number[] => {
  const ends: number[] = []
  let blocks = 0
  for (const message of messages) {
    blocks += message.blocks
    ends.push(blocks - 1)
  }
  const lastAnswer = messages.findLastIndex(({ role }, at) => role === 'assistant' && at > 0)
  const before = ends[lastAnswer - 1]
  const chosen = new Set([blocks - 1, ...(before === undefined ? [] : [before])])
  for (let at = blocks - 1 - lookBack; at >= 0 && chosen.size < mostBreakpoints; at -= lookBack)
    chosen.add(at)
  return [...chosen].filter((at) => at >= 0).sort((a, b) => a - b)
}
