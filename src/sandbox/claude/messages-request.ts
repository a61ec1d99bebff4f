import { z } from 'zod'

const cacheControl = z
  .strictObject({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).optional() })
  .nullish()

const textBlock = z.strictObject({
  type: z.literal('text'),
  text: z.string(),
  cache_control: cacheControl,
  citations: z.array(z.unknown()).nullish(),
})

const imageBlock = z.strictObject({
  type: z.literal('image'),
  source: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('base64'),
      media_type: z.enum(['image/jpeg', 'image/png', 'image/gif', 'image/webp']),
      data: z.base64(),
    }),
    z.strictObject({ type: z.literal('url'), url: z.url() }),
    z.strictObject({ type: z.literal('file'), file_id: z.string() }),
  ]),
  cache_control: cacheControl,
})

const documentBlock = z.strictObject({
  type: z.literal('document'),
  source: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('base64'), media_type: z.literal('application/pdf'), data: z.base64() }),
    z.strictObject({ type: z.literal('text'), media_type: z.literal('text/plain'), data: z.string() }),
    z.strictObject({ type: z.literal('url'), url: z.url() }),
    z.strictObject({ type: z.literal('file'), file_id: z.string() }),
  ]),
  title: z.string().nullish(),
  context: z.string().nullish(),
  citations: z.strictObject({ enabled: z.boolean() }).nullish(),
  cache_control: cacheControl,
})

/** What Claude itself has said and gets back unchanged. */
const ownBlock = z.looseObject({
  type: z.enum(['thinking', 'redacted_thinking', 'server_tool_use', 'web_search_tool_result']),
})

const block = z.discriminatedUnion('type', [textBlock, imageBlock, documentBlock, ownBlock])

const message = z.strictObject({
  role: z.enum(['user', 'assistant']),
  content: z.union([z.string(), z.array(block)]),
})

const thinking = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('adaptive'), display: z.enum(['summarized', 'omitted']).nullish() }),
  z.strictObject({
    type: z.literal('enabled'),
    budget_tokens: z.int().min(1_024),
    display: z.enum(['summarized', 'omitted']).nullish(),
  }),
  z.strictObject({ type: z.enum(['disabled', 'between_tools']) }),
])

const tool = z.looseObject({ type: z.string(), name: z.string() })

const shared = {
  model: z.string(),
  messages: z.array(message),
  system: z.union([z.string(), z.array(textBlock)]).optional(),
  cache_control: cacheControl,
  thinking: thinking.optional(),
  output_config: z
    .strictObject({ effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullish() })
    .optional(),
  tools: z.array(tool).optional(),
}

/** The body of `POST /v1/messages/count_tokens`, as far as a chat uses it; anything else is refused. */
export const countRequest = z.strictObject(shared)

/** The body of `POST /v1/messages`, as far as a chat uses it; anything else is refused. */
export const messagesRequest = z.strictObject({
  ...shared,
  max_tokens: z.int().min(1),
  stream: z.boolean().optional(),
  metadata: z.strictObject({ user_id: z.string().nullish() }).optional(),
  stop_sequences: z.array(z.string()).optional(),
  service_tier: z.enum(['auto', 'standard_only']).optional(),
})

export type CountRequest = z.infer<typeof countRequest>
export type MessagesRequest = z.infer<typeof messagesRequest>
export type RequestBlock = z.infer<typeof block>
export type RequestMessage = z.infer<typeof message>

/** The content of a message as blocks; a plain string is one text block. */
export const blocksOf = ({ content }: RequestMessage): readonly RequestBlock[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content
