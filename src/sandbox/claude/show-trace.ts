import type { ServerResponse } from 'node:http'
import type { Outcome } from './outcome.ts'
import { playTrace, type TraceSink } from './play-trace.ts'
import { sendJson, sseOf } from './send.ts'
import type { Trace } from './trace.ts'
import { wholeMessage } from './whole-message.ts'
import type { World } from './world.ts'

type Showing = Extract<Outcome, { readonly type: 'trace' }>

const streamed = (
  world: World,
  requestId: string,
  response: ServerResponse,
  { headers, begin }: Showing,
): TraceSink => {
  const open = (): void => {
    if (response.headersSent) return
    begin()
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', ...headers })
  }
  return {
    send: (event) => {
      open()
      // What is sent in one go leaves in one go.
      if (response.writableCorked === 0) {
        response.cork()
        process.nextTick(() => response.uncork())
      }
      response.write(sseOf(event))
      world.log.sent(requestId, event)
    },
    close: () => {
      open()
      response.end()
    },
    cut: () => {
      // Bytes still corked would be lost with the socket; a real cut comes after what was sent has left.
      process.nextTick(() => response.socket?.end(() => response.destroy()))
      world.log.end(requestId, 'cut')
    },
  }
}

const whole = (response: ServerResponse, { trace, headers, begin }: Showing): TraceSink => ({
  send: () => {},
  cut: () => {
    response.destroy()
  },
  close: () => {
    begin()
    void wholeMessage(trace).then((message) => {
      if (message === null) response.destroy()
      else sendJson(response, 200, message, headers)
    })
  },
})

const outputTokens = ({ events }: Trace): number => {
  for (const { event } of events.toReversed())
    if ('usage' in event && typeof event.usage === 'object' && event.usage !== null)
      return 'output_tokens' in event.usage ? Number(event.usage.output_tokens) : 0
  return 0
}

/** Plays a trace to the client: event by event, or as one message when its last event is due. */
export const showTrace = (
  world: World,
  requestId: string,
  response: ServerResponse,
  showing: Showing,
): void => {
  world.limits.spend(outputTokens(showing.trace))
  const stage = showing.stream ? streamed(world, requestId, response, showing) : whole(response, showing)
  const stop = playTrace(showing.trace, stage, world.clock, world.speed())
  const forget = world.running(stop)
  response.once('close', () => {
    stop()
    forget()
  })
}
