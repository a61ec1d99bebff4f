import type Anthropic from '@anthropic-ai/sdk'
import type { Source } from '../../conversation/reply-event.ts'
import type { ReplyPiece } from './answer.ts'
import { deltas } from './deltas.ts'
import type { ReplyContext } from './reply-context.ts'
import { resultBlock, searchBlock } from './search-blocks.ts'
import type { Timeline } from './timeline.ts'
import { tokensIn } from './tokens.ts'

type Block = Anthropic.ContentBlockStartEvent['content_block']
type Delta = Anthropic.ContentBlockDeltaEvent['delta']

/** Thrown when `max_tokens` is used up; the block that was open has been closed. */
export class OutOfTokens extends Error {}

/** The tokens that a message has used so far. `message_start` counts as one. */
export type Used = { readonly output: number; readonly thinking: number; readonly searches: number }

/** The events of content blocks, numbered in order. */
const blocks = (line: Timeline) => {
  let index = -1
  return {
    open: (block: Block): void => {
      index += 1
      line.send({ type: 'content_block_start', index, content_block: block })
      // The API sends its first ping here.
      if (index === 0) line.send({ type: 'ping' })
    },
    delta: (change: Delta): void => line.send({ type: 'content_block_delta', index, delta: change }),
    close: (): void => line.send({ type: 'content_block_stop', index }),
  }
}

const citation = (text: string, { title, url }: Source): Delta => ({
  type: 'citations_delta',
  citation: {
    type: 'web_search_result_location',
    cited_text: text.slice(0, 150),
    encrypted_index: 'sandbox-index',
    title,
    url,
  },
})

/** Writes the parts of a reply as content blocks of one message, at its pace, and counts tokens. */
export const blockWriter = (line: Timeline, { pace, random, maxTokens, thinking }: ReplyContext) => {
  const { open, delta, close } = blocks(line)
  let used: Used = { output: 1, thinking: 0, searches: 0 }
  const spend = (piece: string): number => {
    const tokens = Math.max(1, tokensIn(piece))
    if (used.output + tokens > maxTokens) {
      close()
      throw new OutOfTokens()
    }
    used = { ...used, output: used.output + tokens }
    line.wait((tokens / pace.tokensPerSecond) * 1_000 * (0.5 + random()))
    return tokens
  }
  const think = (text: string): void => {
    open({ type: 'thinking', thinking: '', signature: '' })
    for (const piece of deltas(text, pace.deltaLength, random)) {
      const tokens = spend(piece)
      used = { ...used, thinking: used.thinking + tokens }
      if (thinking === 'summarized') delta({ type: 'thinking_delta', thinking: piece })
    }
    delta({ type: 'signature_delta', signature: 'sandbox-signature' })
    close()
  }
  const write = (text: string, source: Source | undefined): void => {
    open({ type: 'text', text: '', citations: source === undefined ? null : [] })
    for (const piece of deltas(text, pace.deltaLength, random)) {
      spend(piece)
      delta({ type: 'text_delta', text: piece })
      line.wrote([...piece].length)
    }
    if (source !== undefined) delta(citation(text, source))
    close()
  }
  const search = (query: string, results: readonly Source[]): void => {
    used = { ...used, searches: used.searches + 1 }
    const id = `srvtoolu_sandbox_${used.searches}`
    open(searchBlock(id))
    delta({ type: 'input_json_delta', partial_json: '' })
    delta({ type: 'input_json_delta', partial_json: JSON.stringify({ query }) })
    close()
    line.wait(1_500)
    open(resultBlock(id, results))
    close()
  }
  const say = (saying: ReplyPiece): void => {
    switch (saying.type) {
      case 'thinking':
        if (thinking !== 'off') think(saying.text)
        break
      case 'text':
        write(saying.text, saying.source)
        break
      case 'search':
        search(saying.query, saying.results)
        break
      case 'pause':
        line.wait(saying.ms)
        break
    }
  }
  return { say, used: (): Used => used }
}
