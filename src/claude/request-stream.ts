import type Anthropic from '@anthropic-ai/sdk'
import type { Middleware } from '@anthropic-ai/sdk'
import { Stream } from '@anthropic-ai/sdk/core/streaming'
import type { Clock } from '../clock.ts'
import { Failed, type Failure } from '../conversation/failure.ts'
import { delay } from '../delay.ts'
import { failedOf, failureOfErrorEvent } from './failures.ts'
import { parseStreamEvent, type StreamEvent } from './stream-event.ts'
import { refuseOtherContent } from './unexpected-content.ts'

/** What a request is sent with. */
export type RequestOptions = {
  readonly client: Anthropic
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly middleware: readonly Middleware[]
}

/** How long, in ms, `message_stop` may take once the stop reason has come. */
const lastEventLimit = 5_000

/** How long, in ms, nothing but pings may come: Claude's longest thinking takes minutes. */
const pingsLimit = 15 * 60_000

/** How long, in ms, the connection of a finished reply may take to end, so that the next request can use it again. */
const reuseLimit = 1_000

/**
 * The events of one request, up to its last one. A reply is complete with `message_stop`, or once its stop reason has come and
 * nothing more does: what becomes of the connection then does not matter. Throws `Failed`, or the signal's
 * reason. Leaving the loop early aborts the request.
 */
export async function* requestStream(
  params: Omit<Anthropic.MessageCreateParamsStreaming, 'stream'>,
  { client, clock, signal, middleware }: RequestOptions,
): AsyncGenerator<StreamEvent, void> {
  const connection = new AbortController()
  const options = { signal: AbortSignal.any([signal, connection.signal]), middleware: [...middleware] }
  let requestId: string | null = null
  let isComplete = false
  let isOver = false
  let heard: 'nothing' | 'something else' | 'Claude' = 'nothing'
  let eventAt = clock.elapsed()
  let events: ReturnType<typeof Stream.rawEvents> | undefined
  try {
    const response = await client.messages.create({ ...params, stream: true }, options).asResponse()
    requestId = response.headers.get('request-id')
    await refuseOtherContent(response)
    events = Stream.rawEvents(response)
    while (!isOver) {
      const next = isComplete ? await within(events.next(), lastEventLimit, clock) : await events.next()
      if (next?.done !== false || next.value.data === '[DONE]') break
      const event = parseStreamEvent(next.value.event, next.value.data)
      if (event !== undefined) heard = 'Claude'
      else if (heard === 'nothing' && !isPing(next.value)) heard = 'something else'
      if (event !== undefined) eventAt = clock.elapsed()
      else if (clock.elapsed() - eventAt > pingsLimit)
        throw new Failed({ kind: 'stalled', detail: `only pings for ${pingsLimit / 60_000} min` })
      if (event?.type === 'error') throw new Failed(failureOfErrorEvent(event.error))
      if (event) yield event
      isComplete ||= event?.type === 'message_delta' && Boolean(event.delta.stop_reason)
      isOver = event?.type === 'message_stop'
    }
    if (!isOver && !isComplete) throw new Failed(heard === 'something else' ? otherApi : endedEarly)
  } catch (error) {
    if (!isComplete || signal.aborted) throw failedOf(error, signal, requestId)
  } finally {
    if (isOver && events) void leaveOpen(events, connection, clock)
    else connection.abort()
  }
}

const endedEarly: Failure = { kind: 'broken', detail: 'the stream ended before the reply did' }
const otherApi: Failure = {
  kind: 'misconfigured',
  detail: 'what answers sends the events of another API than Claude’s',
}

const isPing = ({ event, data }: { readonly event: string | null; readonly data: string }): boolean =>
  event === 'ping' || data.trim() === '' || /"type"\s*:\s*"ping"/.test(data)

/** What a promise gives, or undefined when it takes longer than `ms`. */
const within = async <T>(promise: Promise<T>, ms: number, clock: Clock): Promise<T | undefined> => {
  const late = new AbortController()
  try {
    return await Promise.race([promise, delay(ms, { clock, signal: late.signal }).then(() => undefined)])
  } finally {
    late.abort()
    promise.catch(() => {})
  }
}

/** Lets the connection of a finished reply end by itself; closes it when it does not. */
const leaveOpen = async (
  events: AsyncIterator<unknown>,
  connection: AbortController,
  clock: Clock,
): Promise<void> => {
  const end = async (): Promise<boolean> => {
    for (let next = await events.next(); !next.done; ) next = await events.next()
    return true
  }
  const hasEnded = await within(end(), reuseLimit, clock).catch(() => undefined)
  if (!hasEnded) connection.abort()
}
