import type { Json } from './json.ts'
import type { Scope } from './limiter.ts'
import type { RouteName } from './limits.ts'

/** What goes wrong with a request. `before` the request takes effect, or `after` it has. */
export type FaultEffect =
  | { readonly type: 'status'; readonly status: number; readonly moment: 'before' | 'after' }
  | { readonly type: 'drop'; readonly moment: 'before' | 'after' }
  /** The connection stays open and nothing ever comes. */
  | { readonly type: 'silence'; readonly moment: 'before' | 'after' }
  | {
      readonly type: 'rate-limit'
      readonly scope: Scope
      /** What Retry-After says; absent: the header and the JSON are missing, as in a block of the whole address. */
      readonly retryAfterMs?: number
      readonly code?: number
    }
  /** Any answer at all: JSON as it is, a string as HTML. The request takes no effect. */
  | {
      readonly type: 'answer'
      readonly status: number
      readonly body: Json
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Added to the round trip, half before and half after the request takes effect. */
  | { readonly type: 'latency'; readonly ms: number }

/** A request as a fault's condition sees it. */
export type FaultTarget = {
  readonly method: string
  readonly route: RouteName | undefined
  readonly path: string
  /** The JSON of the request; undefined where there is none. */
  readonly json: Json | undefined
}

/** Which requests something goes wrong with, and how often; without a condition all, without `times` always. */
export type Fault = {
  readonly trouble: FaultEffect
  readonly route?: RouteName
  readonly when?: (target: FaultTarget) => boolean
  readonly times?: number
  /** Called each time that it is used, with how often it will still be. */
  readonly onUsed?: (left: number) => void
}

/** The faults that are set. */
export type Faults = {
  /** Sets a fault; returns how to take it away. Of several that apply, the one that was set first is used. */
  readonly add: (fault: Fault) => () => void
  /** The trouble that a request runs into, if any; it is used up by this. */
  readonly take: (target: FaultTarget) => FaultEffect | undefined
}

/** No faults yet. */
export const createFaults = (): Faults => {
  const active = new Map<Fault, { left: number }>()
  const applies = (fault: Fault, target: FaultTarget): boolean =>
    (fault.route === undefined || fault.route === target.route) && (fault.when?.(target) ?? true)
  return {
    add: (fault) => {
      const own = { ...fault }
      active.set(own, { left: fault.times ?? Number.POSITIVE_INFINITY })
      return () => {
        active.delete(own)
      }
    },
    take: (target) => {
      for (const [fault, count] of active) {
        if (!applies(fault, target)) continue
        count.left -= 1
        if (count.left <= 0) active.delete(fault)
        fault.onUsed?.(Math.max(0, count.left))
        return fault.trouble
      }
      return undefined
    },
  }
}
