import type Anthropic from '@anthropic-ai/sdk'
import type { ReplyEvent } from '../conversation/reply-event.ts'

type Translate = (
  event:
    | Anthropic.ContentBlockStartEvent
    | Anthropic.ContentBlockDeltaEvent
    | Anthropic.ContentBlockStopEvent,
) => readonly ReplyEvent[]

const nothing: readonly ReplyEvent[] = []

/**
 * Makes a translator of content blocks for one reply. Blocks are told apart by type, never by position; types and
 * deltas that we do not know are passed over. Text after a search begins a paragraph of its own; text that citations
 * have split into blocks is joined as it was.
 */
export const translator = (): Translate => {
  const thinking = new Set<number>()
  const cited = new Set<string>()
  let written = ''
  let interrupted = false

  const text = (strings: string): readonly ReplyEvent[] => {
    if (strings === '') return nothing
    const gap = interrupted && written !== '' && !written.endsWith('\n') ? '\n\n' : ''
    interrupted = false
    written = strings
    return [{ type: 'text-delta', text: gap + strings }]
  }
  const cite = (citation: Anthropic.TextCitation): readonly ReplyEvent[] => {
    if (citation.type !== 'web_search_result_location' || cited.has(citation.url)) return nothing
    cited.add(citation.url)
    return [{ type: 'source', source: { title: citation.title ?? citation.url, url: citation.url } }]
  }
  const start = (index: number, block: Anthropic.ContentBlock): readonly ReplyEvent[] => {
    switch (block.type) {
      case 'text':
        return text(block.text)
      case 'thinking':
      case 'redacted_thinking':
        thinking.add(index)
        return [{ type: 'thinking-start' }]
      case 'server_tool_use':
        interrupted = true
        return block.name === 'web_search' ? [{ type: 'search-start' }] : nothing
      default:
        return nothing
    }
  }
  const delta = (change: Anthropic.ContentBlockDeltaEvent['delta']): readonly ReplyEvent[] => {
    switch (change.type) {
      case 'text_delta':
        return text(change.text)
      case 'thinking_delta':
        return change.thinking === '' ? nothing : [{ type: 'thinking-delta', text: change.thinking }]
      case 'citations_delta':
        return cite(change.citation)
      default:
        return nothing
    }
  }
  return (event) => {
    switch (event.type) {
      case 'content_block_start':
        return start(event.index, event.content_block)
      case 'content_block_delta':
        return delta(event.delta)
      case 'content_block_stop':
        return thinking.delete(event.index) ? [{ type: 'thinking-end' }] : nothing
    }
  }
}
