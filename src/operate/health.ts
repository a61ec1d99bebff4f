import type { Clock } from '../clock.ts'
import type { FailureKind } from '../conversation/failure.ts'

/** Whether the bot answers, as far as it can tell itself; `because` names what is wrong, for the operator. */
export type Verdict = { readonly ok: boolean; readonly because: readonly string[] }

/** What happens to the bot that says something about its health. */
export type Health = {
  /** The gateway acknowledged a heartbeat, or a connection was made. */
  readonly heartbeat: () => void
  /** The gateway delivered an event, any event. */
  readonly event: () => void
  /** We changed a message, of which the gateway must tell us as well. */
  readonly echoDue: () => void
  /** A reply ended: well, or with a failure. */
  readonly replied: (failure: FailureKind | undefined) => void
  readonly verdict: () => Verdict
}

/** Heartbeats come every 41 s or so (the gateway's Hello says); after this many ms without one the line is dead. */
const heartbeatLimit = 120_000
/** How long, in ms, an event that we caused ourselves may take to be told to us. */
const echoLimit = 30_000
/** So many replies in a row that failed for our own reasons are no accident. */
const failureLimit = 5

/** Failures that only the operator or we can mend; those of a question, of Claude or of the network are not ours. */
const ownFailures: ReadonlySet<FailureKind> = new Set([
  'internal',
  'not-stored',
  'key-refused',
  'unknown-model',
  'spend-limit',
])

/** Whether a failure is for the operator or us to mend. */
export const isOwn = (failure: FailureKind): boolean => ownFailures.has(failure)

export const createHealth = (clock: Clock): Health => {
  let heartbeatAt = clock.elapsed()
  let echoDueSince: number | undefined
  let failures = 0

  const wrong = (now: number): readonly string[] => [
    ...(now - heartbeatAt > heartbeatLimit
      ? [`no heartbeat from the gateway for ${seconds(now - heartbeatAt)}`]
      : []),
    ...(echoDueSince !== undefined && now - echoDueSince > echoLimit
      ? [`no event from the gateway for ${seconds(now - echoDueSince)}, although messages were changed`]
      : []),
    ...(failures >= failureLimit
      ? [`the last ${failures} replies all failed for reasons of our own; see the log`]
      : []),
  ]

  return {
    heartbeat: () => {
      heartbeatAt = clock.elapsed()
    },
    event: () => {
      echoDueSince = undefined
    },
    echoDue: () => {
      echoDueSince ??= clock.elapsed()
    },
    replied: (failure) => {
      failures = failure !== undefined && isOwn(failure) ? failures + 1 : 0
    },
    verdict: () => {
      const because = wrong(clock.elapsed())
      return { ok: because.length === 0, because }
    },
  }
}

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`
