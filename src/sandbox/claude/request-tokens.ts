import { imageSize } from './image-size.ts'
import { blocksOf, type CountRequest, type RequestBlock } from './messages-request.ts'
import { tokensIn } from './tokens.ts'

/** One piece of a prompt, in the order in which it is cached: tools, system, messages. */
export type Segment = {
  /** Equal for equal content; the cache's key is made of it. */
  readonly key: string
  readonly tokens: number
  readonly breakpoint: '5m' | '1h' | null
}

const imageTokens = (data: string): number => {
  const { width, height } = imageSize(data) ?? { width: 1_000, height: 1_000 }
  return Math.min(4_784, Math.ceil(width / 28) * Math.ceil(height / 28))
}

/** Some 1,500 tokens for each page that a PDF declares. */
const pdfTokens = (data: string): number => {
  const pages = Buffer.from(data, 'base64')
    .toString('latin1')
    .match(/\/Type\s*\/Page\b/g)
  return 1_500 * Math.max(1, pages?.length ?? 1)
}

const blockTokens = (block: RequestBlock): number => {
  switch (block.type) {
    case 'text':
      return tokensIn(block.text)
    case 'image':
      return block.source.type === 'base64' ? imageTokens(block.source.data) : 1_500
    case 'document':
      if (block.source.type === 'text') return tokensIn(block.source.data)
      return block.source.type === 'base64' ? pdfTokens(block.source.data) : 1_500
    default:
      return tokensIn(JSON.stringify(block))
  }
}

type Ttl = '5m' | '1h' | null

const ttlOf = (control: CountRequest['cache_control']): Ttl => (control ? (control.ttl ?? '5m') : null)

const blockTtl = (block: RequestBlock): Ttl => {
  switch (block.type) {
    case 'text':
    case 'image':
    case 'document':
      return ttlOf(block.cache_control)
    case 'server_tool_use':
    case 'web_search_tool_result':
      return block['cache_control'] ? '5m' : null
    default:
      return null
  }
}

/** The prompt of a request in segments; the top-level `cache_control` is a breakpoint on the last. */
export const segmentsOf = (request: CountRequest): readonly Segment[] => {
  const { system = [] } = request
  const systemBlocks = typeof system === 'string' ? [{ type: 'text' as const, text: system }] : system
  // What the model does with thinking is part of the messages, not of what stands before them.
  const mode = JSON.stringify([request.thinking ?? null, request.output_config ?? null])
  const segments: readonly Segment[] = [
    ...(request.tools ?? []).map(
      (tool): Segment => ({
        key: `tool ${JSON.stringify(tool)}`,
        tokens: 700,
        breakpoint: null,
      }),
    ),
    ...systemBlocks.map(
      (block): Segment => ({
        key: `system ${block.text}`,
        tokens: blockTokens(block),
        breakpoint: blockTtl(block),
      }),
    ),
    ...request.messages.flatMap((message) =>
      blocksOf(message).map((block, index): Segment => {
        const { cache_control: _, ...content } = { cache_control: null, ...block }
        return {
          key: `${message.role} ${mode} ${JSON.stringify(content)}`,
          tokens: blockTokens(block) + (index === 0 ? 4 : 0),
          breakpoint: blockTtl(block),
        }
      }),
    ),
  ]
  const automatic = ttlOf(request.cache_control)
  return segments.map((segment, index) =>
    automatic !== null && index === segments.length - 1
      ? { ...segment, breakpoint: segment.breakpoint ?? automatic }
      : segment,
  )
}

/** How many tokens a prompt has. */
export const promptTokensOf = (segments: readonly Segment[]): number =>
  segments.reduce((sum, { tokens }) => sum + tokens, 3)
