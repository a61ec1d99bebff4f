import type Anthropic from '@anthropic-ai/sdk'
import type { ClaudeMessage, ClaudeRequest, Part } from '../conversation/claude.ts'

type Messages = Anthropic.MessageCreateParams['messages']

/** How many searches Claude may make for one request: each is billed. */
const maxSearches = 5

const block = (
  part: Part,
): Anthropic.TextBlockParam | Anthropic.ImageBlockParam | Anthropic.DocumentBlockParam => {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text }
    case 'image':
      return { type: 'image', source: { type: 'base64', media_type: part.mediaType, data: part.data } }
    case 'pdf':
      return {
        type: 'document',
        title: part.name,
        source: { type: 'base64', media_type: 'application/pdf', data: part.data },
      }
  }
}

const message = ({ role, parts }: ClaudeMessage): Messages[number] => ({ role, content: parts.map(block) })

/** What is paused so far, given back unchanged as the assistant's words: Claude goes on from there. */
const goingOn = (paused: readonly Anthropic.ContentBlock[]): Messages =>
  paused.length === 0 ? [] : [{ role: 'assistant', content: [...paused] }]

/** What counts as input: all of a request but the limit on its output. */
export const countParams = (
  request: ClaudeRequest,
  paused: readonly Anthropic.ContentBlock[] = [],
): Anthropic.MessageCountTokensParams => ({
  model: request.model,
  // An automatic breakpoint on the last block: the next question in this conversation reads what this one wrote.
  cache_control: { type: 'ephemeral' },
  ...(request.system === '' ? {} : { system: request.system }),
  messages: [...request.messages.map(message), ...goingOn(paused)],
  ...(request.effort === undefined ? {} : { output_config: { effort: request.effort } }),
  // Left out, thinking is what the model does by itself, and is not shown.
  ...(request.showThinking ? { thinking: { type: 'adaptive', display: 'summarized' } } : {}),
  ...(request.webSearch
    ? { tools: [{ type: 'web_search_20260318', name: 'web_search', max_uses: maxSearches }] }
    : {}),
})

/** The request as the Messages API takes it today: no sampling settings, which it refuses at any value. */
export const messageParams = (
  request: ClaudeRequest,
  paused: readonly Anthropic.ContentBlock[] = [],
): Omit<Anthropic.MessageCreateParamsStreaming, 'stream'> => ({
  ...countParams(request, paused),
  max_tokens: request.maxTokens,
})
