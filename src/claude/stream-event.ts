import { z } from 'zod'
import { anthropicStopReason } from './stop-reason.ts'

/** More tokens than any model takes or writes in one request. */
const mostTokens = 10_000_000

/** A count of tokens. One that is no count, or cannot be, is treated as one that was left out. */
const tokens = z.int().nonnegative().max(mostTokens).nullish().catch(undefined)

const words = z.string().optional().catch(undefined)

const usageReport = z.object({
  input_tokens: tokens,
  output_tokens: tokens,
  cache_creation_input_tokens: tokens,
  cache_read_input_tokens: tokens,
  cache_creation: z
    .object({ ephemeral_5m_input_tokens: tokens, ephemeral_1h_input_tokens: tokens })
    .nullish()
    .catch(undefined),
  output_tokens_details: z.object({ thinking_tokens: tokens }).nullish().catch(undefined),
  server_tool_use: z.object({ web_search_requests: tokens }).nullish().catch(undefined),
})

/** The usage in an event, as far as it can be read. Figures that are left out are absent or null. */
export type UsageReport = z.infer<typeof usageReport>

const usage = usageReport.nullish().catch(undefined)
const index = z.int().nonnegative().optional().catch(undefined)
const stopReason = z
  .string()
  .max(100)
  .regex(/^[\w.-]+$/)
  .transform(anthropicStopReason)
  .nullish()
  .catch(undefined)

const contentBlock = z.looseObject({ type: z.string(), text: words, thinking: words, name: words })

/** A content block as `content_block_start` brings it, with whatever else the API puts into it. */
export type ContentBlock = z.infer<typeof contentBlock>

const blockDelta = z.looseObject({
  type: z.string(),
  text: words,
  thinking: words,
  signature: words,
  partial_json: words,
})

/** A change of the content block that is being written. */
export type BlockDelta = z.infer<typeof blockDelta>

const apiError = z.object({
  type: z.string().nullish().catch(undefined),
  message: z.string().nullish().catch(undefined),
})

const streamEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('message_start'),
    message: z
      .object({
        id: words,
        model: z
          .string()
          .max(200)
          .regex(/^[\w.:@/+-]+$/)
          .optional()
          .catch(undefined),
        usage,
      })
      .catch({}),
  }),
  z.object({ type: z.literal('content_block_start'), index, content_block: contentBlock }),
  z.object({ type: z.literal('content_block_delta'), index, delta: blockDelta }),
  z.object({ type: z.literal('content_block_stop'), index }),
  z.object({
    type: z.literal('message_delta'),
    delta: z.object({ stop_reason: stopReason }).catch({}),
    usage,
  }),
  z.object({ type: z.literal('message_stop') }),
  z.object({ type: z.literal('error'), error: apiError.catch({}) }),
])

/**
 * An event of the Messages stream, of which only what was checked is kept
 * (https://platform.claude.com/docs/en/build-with-claude/streaming).
 */
export type StreamEvent = z.infer<typeof streamEvent>

const untypedError = z.object({ type: z.undefined().optional(), error: apiError })

/**
 * Reads the `data` of one server-sent event. The event's type is the one in its data, because some gateways leave the `event:`
 * line out. Returns undefined for pings, for types that we do not know, and for events too damaged to use. Throws
 * `SyntaxError` for what is no JSON.
 *
 * @example parseStreamEvent(null, '{"type":"message_stop"}') // { type: 'message_stop' }
 */
export const parseStreamEvent = (name: string | null, data: string): StreamEvent | undefined => {
  if (data.trim() === '') return undefined
  const json = name === 'error' ? parseErrorData(data) : JSON.parse(data)
  const event = streamEvent.safeParse(json)
  if (event.success) return event.data
  // Proxies report their own errors in mid-stream without a type.
  const error = untypedError.safeParse(json)
  return error.success ? { type: 'error', error: error.data.error } : undefined
}

/** The data of an event that is named `error`, which some gateways fill with plain text. */
const parseErrorData = (data: string): unknown => {
  try {
    return { ...Object(JSON.parse(data)), type: 'error' }
  } catch {
    return { type: 'error', error: { message: data } }
  }
}
