import type { StreamFault } from './answer.ts'
import type { StreamEvent, TimedEvent, Trace, TraceEnd } from './trace.ts'

/** How often the API sends a ping while it has nothing to say, in ms. */
export const pingEvery = 15_000

/** Thrown when the stream is to end before the reply does. */
export class StreamBroken extends Error {}

/** A stream being composed: time passes only by `wait`. */
export type Timeline = {
  /** Lets time pass, with the pings that fall into it. */
  readonly wait: (ms: number) => void
  readonly send: <Event extends StreamEvent>(event: Event) => void
  /** Says that so many code points of text have been sent; throws `Broken` where the stream should break. */
  readonly wrote: (characters: number) => void
  readonly trace: () => Trace
}

const errorEvent = (type: 'overloaded_error' | 'api_error') => ({
  type: 'error',
  error: { type, message: type === 'overloaded_error' ? 'Overloaded' : 'Internal server error' },
})

/** Begins a timeline that breaks where it is told to. */
export const timeline = (breaks: StreamFault | undefined): Timeline => {
  const events: TimedEvent[] = []
  let now = 0
  let quiet = 0
  let written = 0
  let end: TraceEnd['end'] = 'close'
  const send = (event: StreamEvent): void => {
    events.push({ t_ms: Math.round(now), event })
    quiet = 0
  }
  const breakOff = (how: StreamFault['how']): never => {
    if (how === 'overloaded_error' || how === 'api_error') send(errorEvent(how))
    else if (how !== 'clean-end') end = how
    throw new StreamBroken(how)
  }
  return {
    send,
    wait: (ms) => {
      const until = now + ms
      while (quiet + (until - now) >= pingEvery) {
        now += pingEvery - quiet
        send({ type: 'ping' })
      }
      quiet += until - now
      now = until
    },
    wrote: (characters) => {
      written += characters
      if (breaks !== undefined && written >= breaks.after) breakOff(breaks.how)
    },
    trace: () => ({ events, end: { t_ms: Math.round(now), end } }),
  }
}
