import { z } from 'zod'
import type { ReplyEvent } from '../conversation/reply-event.ts'
import type { BlockDelta, ContentBlock, StreamEvent } from './stream-event.ts'

const nothing: readonly ReplyEvent[] = []

/** A citation that can be shown. Its title is one line, whatever the page calls itself. */
const citation = z.object({
  type: z.literal('web_search_result_location'),
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  title: z
    .string()
    .transform((title) => title.replace(/\s+/g, ' ').trim())
    .nullish()
    .catch(undefined),
})

/** Holds back the first half of a surrogate pair until the other half has come. */
const createPairing = () => {
  let half = ''
  return {
    push: (text: string): string => {
      const joined = half + text
      const last = joined.charCodeAt(joined.length - 1)
      half = last >= 0xd800 && last <= 0xdbff ? joined.slice(-1) : ''
      return joined.slice(0, joined.length - half.length).toWellFormed()
    },
    flush: (): string => {
      const left = half
      half = ''
      return left.toWellFormed()
    },
  }
}

/**
 * Translates the content blocks of one reply, over all its requests. Blocks are told apart by type, never by position; types and
 * deltas that we do not know are ignored. Text after a search starts a new paragraph; text that citations have
 * split into blocks is joined again.
 */
export const createBlockTranslator = (): ((event: StreamEvent) => readonly ReplyEvent[]) => {
  const known = new Set<string>()
  let cited: readonly string[] = []
  const pairing = createPairing()
  let isThinking = false
  let newest = ''
  let isInterrupted = false

  const say = (text: string): readonly ReplyEvent[] => {
    if (text === '') return nothing
    const gap = isInterrupted && newest !== '' && !newest.endsWith('\n') ? '\n\n' : ''
    isInterrupted = false
    newest = text
    return [{ type: 'text-delta', text: gap + text }]
  }
  const cite = (given: unknown): readonly ReplyEvent[] => {
    const { data } = citation.safeParse(given)
    if (data === undefined) return nothing
    cited = [...cited, data.url]
    if (known.has(data.url)) return nothing
    known.add(data.url)
    return [{ type: 'source', source: { title: data.title || data.url, url: data.url } }]
  }
  const start = (block: ContentBlock): readonly ReplyEvent[] => {
    switch (block.type) {
      case 'text':
        return say(pairing.push(block.text ?? ''))
      case 'thinking':
      case 'redacted_thinking':
        isThinking = true
        return [{ type: 'thinking-start' }]
      case 'server_tool_use':
        isInterrupted = true
        return block.name === 'web_search' ? [{ type: 'search-start' }] : nothing
      default:
        return nothing
    }
  }
  const change = (delta: BlockDelta): readonly ReplyEvent[] => {
    switch (delta.type) {
      case 'text_delta':
        return say(pairing.push(delta.text ?? ''))
      case 'thinking_delta':
        return delta.thinking ? [{ type: 'thinking-delta', text: delta.thinking.toWellFormed() }] : nothing
      case 'citations_delta':
        return cite(delta['citation'])
      default:
        return nothing
    }
  }
  const stop = (): readonly ReplyEvent[] => {
    const wasThinking = isThinking
    isThinking = false
    const urls = [...new Set(cited)]
    cited = []
    return [
      ...say(pairing.flush()),
      ...(urls.length > 0 ? [{ type: 'cited', urls } as const] : []),
      ...(wasThinking ? [{ type: 'thinking-end' } as const] : []),
    ]
  }
  return (event) => {
    switch (event.type) {
      case 'content_block_start':
        return start(event.content_block)
      case 'content_block_delta':
        return change(event.delta)
      case 'content_block_stop':
        return stop()
      default:
        return nothing
    }
  }
}
