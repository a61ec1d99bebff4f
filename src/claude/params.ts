import type Anthropic from '@anthropic-ai/sdk'
import type { ClaudeRequest, Part } from '../conversation/claude.ts'
import { cacheBreakpoints } from './cache-breakpoints.ts'

type Block = Anthropic.ContentBlockParam
type CachedMessage = { readonly role: 'user' | 'assistant'; readonly content: Block[] }
type Message = { readonly role: 'user' | 'assistant'; readonly content: readonly Block[] }

/** How many searches Claude may make in one request. Each one is billed. */
export const maxSearches = 5

const block = (part: Part): Block => {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text.toWellFormed() }
    case 'image':
      return { type: 'image', source: { type: 'base64', media_type: part.mediaType, data: part.data } }
    case 'pdf':
      return {
        type: 'document',
        title: part.name.toWellFormed(),
        source: { type: 'base64', media_type: 'application/pdf', data: part.data },
      }
  }
}

/** A block as the end of a cached prefix. Thinking cannot be one. */
const cached = (given: Block): Block => {
  switch (given.type) {
    case 'text':
    case 'image':
    case 'document':
    case 'server_tool_use':
    case 'web_search_tool_result':
      return { ...given, cache_control: { type: 'ephemeral' } }
    default:
      return given
  }
}

/**
 * The breakpoints are on single blocks, not on the request as a whole: gateways to other clouds refuse `cache_control` there.
 */
const withBreakpoints = (messages: readonly Message[]): readonly CachedMessage[] => {
  const chosen = new Set(
    cacheBreakpoints(messages.map(({ role, content }) => ({ role, blocks: content.length }))),
  )
  let at = -1
  return messages.map(({ role, content }) => ({
    role,
    content: content.map((given) => {
      at += 1
      return chosen.has(at) ? cached(given) : given
    }),
  }))
}

/** The note on this moment ends the last message of the user: it is new in every request, so nothing cached may follow it. */
const withPresent = (messages: readonly CachedMessage[], { present }: ClaudeRequest): CachedMessage[] => {
  const last = messages.findLastIndex(({ role }) => role === 'user')
  return messages.map((message, at) =>
    present === undefined || at !== last
      ? message
      : { ...message, content: [...message.content, { type: 'text', text: present.toWellFormed() }] },
  )
}

/** What was written before a pause, as Claude's own words: it goes on from there. */
const paused = (content: readonly Block[]): readonly Message[] =>
  content.length === 0 ? [] : [{ role: 'assistant', content }]

/** Everything that counts as input: a request without the limit on its output. */
export const countParams = (
  request: ClaudeRequest,
  before: readonly Block[] = [],
): Anthropic.MessageCountTokensParams => ({
  model: request.model,
  ...(request.system === '' ? {} : { system: request.system.toWellFormed() }),
  messages: withPresent(
    withBreakpoints([
      ...request.messages.map(({ role, parts }) => ({ role, content: parts.map(block) })),
      ...paused(before),
    ]),
    request,
  ),
  ...(request.effort === undefined ? {} : { output_config: { effort: request.effort } }),
  // Left out, thinking is the model's own default, and is not shown.
  ...(request.showThinking ? { thinking: { type: 'adaptive', display: 'summarized' } } : {}),
  ...(request.webSearch
    ? { tools: [{ type: 'web_search_20260318', name: 'web_search', max_uses: maxSearches }] }
    : {}),
})

/** A request as the Messages API takes it. It has no sampling parameters, because the API refuses them at any value. */
export const messageParams = (
  request: ClaudeRequest,
  before: readonly Block[] = [],
): Omit<Anthropic.MessageCreateParamsStreaming, 'stream'> => ({
  ...countParams(request, before),
  max_tokens: request.maxTokens,
  ...(request.userId === undefined ? {} : { metadata: { user_id: request.userId } }),
})
