import type { Clock } from '../../clock.ts'
import { pingEvery } from './timeline.ts'
import type { StreamEvent, Trace } from './trace.ts'

/** The receiver of a trace. */
export type TraceSink = {
  readonly send: (event: StreamEvent) => void
  readonly close: () => void
  readonly cut: () => void
}

/**
 * Plays a trace on the clock, each event at its millisecond counted from now, divided by `speed` (Infinity: at once).
 * The returned function stops it.
 */
export const playTrace = (
  { events, end }: Trace,
  stage: TraceSink,
  clock: Clock,
  speed: number,
): (() => void) => {
  const begun = clock.elapsed()
  let cancel = (): void => {}
  const at = (ms: number, then: () => void): void => {
    const left = begun + ms / speed - clock.elapsed()
    // What is due is done now: a burst of events is one write, as it is on the wire.
    if (left <= 0) then()
    else cancel = clock.after(left, () => at(ms, then))
  }
  const pingFrom = (ms: number): void =>
    at(ms, () => {
      stage.send({ type: 'ping' })
      // At infinite speed pings would never let anything else run.
      cancel = clock.after(Number.isFinite(speed) ? pingEvery / speed : pingEvery, () => pingFrom(ms))
    })
  const finish = (): void => {
    switch (end.end) {
      case 'close':
        stage.close()
        break
      case 'cut':
        stage.cut()
        break
      case 'pings':
        pingFrom(end.t_ms)
        break
      case 'silence':
        break
    }
  }
  const step = (index: number): void => {
    for (let next = index; ; next += 1) {
      const timed = events[next]
      if (timed === undefined || begun + timed.t_ms / speed > clock.elapsed()) {
        at(timed?.t_ms ?? end.t_ms, timed === undefined ? finish : () => step(next))
        return
      }
      stage.send(timed.event)
    }
  }
  step(0)
  return () => cancel()
}
