import { z } from 'zod'
import type { StreamEvent } from '../sandbox/claude/trace.ts'

const quoted = (text: unknown): string => {
  const strings = JSON.stringify(text) ?? ''
  return strings.length > 70 ? `${[...strings].slice(0, 68).join('')}…"` : strings
}

const usage = z.looseObject({
  input_tokens: z.number().nullish(),
  cache_read_input_tokens: z.number().nullish(),
  cache_creation_input_tokens: z.number().nullish(),
  output_tokens: z.number().nullish(),
})

const tokens = (given: z.infer<typeof usage>): string => {
  const parts: readonly (readonly [number | null | undefined, string])[] = [
    [given.input_tokens, 'in'],
    [given.cache_read_input_tokens, 'from the cache'],
    [given.cache_creation_input_tokens, 'into the cache'],
    [given.output_tokens, 'out'],
  ]
  return parts.flatMap(([count, what]) => (count ? [`${count} ${what}`] : [])).join(', ')
}

const start = z.object({ message: z.object({ model: z.string(), usage }) })
const blockStart = z.object({ index: z.number(), content_block: z.looseObject({ type: z.string() }) })
const delta = z.object({ index: z.number(), delta: z.looseObject({ type: z.string() }) })
const messageDelta = z.object({ delta: z.looseObject({ stop_reason: z.string().nullish() }), usage })
const failure = z.object({ error: z.object({ type: z.string(), message: z.string() }) })

const deltaWords = ({ index, delta: { type, ...rest } }: z.infer<typeof delta>): string => {
  const said = Object.values(rest)[0]
  return `${index} ${type} ${type === 'citations_delta' ? quoted(Object(said).url) : quoted(said)}`
}

const reader =
  <Shape>(shape: z.ZodType<Shape>, strings: (event: Shape) => string) =>
  (event: StreamEvent): string => {
    const { success, data } = shape.safeParse(event)
    return success ? strings(data) : quoted(event)
  }

const readers: Readonly<Record<string, (event: StreamEvent) => string>> = {
  message_start: reader(start, ({ message }) => `${message.model}: ${tokens(message.usage)}`),
  content_block_start: reader(blockStart, ({ index, content_block }) => `${index} ${content_block.type}`),
  content_block_delta: reader(delta, deltaWords),
  content_block_stop: reader(z.object({ index: z.number() }), ({ index }) => `${index}`),
  message_delta: reader(messageDelta, (event) => `${event.delta.stop_reason}: ${tokens(event.usage)}`),
  error: reader(failure, ({ error }) => `${error.type}: ${error.message}`),
}

/** Describes an event in a few words, on one line. */
export const describeEvent = (event: StreamEvent): string => readers[event.type]?.(event) ?? ''
