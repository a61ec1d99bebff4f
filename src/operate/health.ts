import type { Clock } from '../clock.ts'
import type { FailureKind } from '../conversation/failure.ts'
import { isWanted } from '../conversation/reply-story.ts'
import { createTroubles, type Troubles } from './troubles.ts'

/** Whether the bot answers, as far as it can tell. `because` names what is wrong, for the operator. */
export type Verdict = { readonly ok: boolean; readonly because: readonly string[] }

/** How the bot is, for people. Times are in ms since 1970. */
export type Report = Troubles & {
  readonly startedAt: number
  /** Since when the gateway has been connected without a break; undefined while it is not. */
  readonly connectedSince: number | undefined
}

/** What happens to the bot that says something about its health. */
export type Health = {
  /** The bot is logged in and answers. Until then it is starting. */
  readonly started: () => void
  /** The gateway acknowledged a heartbeat. */
  readonly heartbeat: () => void
  /** The connection to the gateway is lost and being made again. */
  readonly disconnected: () => void
  /** The connection to the gateway is back. */
  readonly connected: () => void
  /** The gateway delivered an event. */
  readonly event: () => void
  /** We caused something of which the gateway must send an event. */
  readonly echoDue: () => void
  /** A reply in this place ended: well, or with a failure. */
  readonly replied: (failure: FailureKind | undefined, place: string) => void
  readonly verdict: () => Verdict
  readonly report: () => Report
}

/** Discord asks for a heartbeat every 41 s or so; after two without an acknowledgement, in ms, the line is dead. */
const heartbeatLimit = 90_000
/** How long, in ms, making a lost connection again may take. */
const reconnectLimit = 30_000
/** How long, in ms, the event for our own change may take. */
const echoLimit = 30_000
/** How many replies in a row must fail for reasons of our own. */
const failureLimit = 5

/** Failures of the whole bot, which only its operator can mend. */
const ofTheBot: ReadonlySet<FailureKind> = new Set([
  'not-stored',
  'key-refused',
  'spend-limit',
  'misconfigured',
])

/** Failures that are ours too, but that one odd conversation or one badly chosen model can cause. */
const ofOnePlace: ReadonlySet<FailureKind> = new Set(['internal', 'unknown-model'])

/** The failures that are for the operator or for us to mend. */
export const ownFailures: ReadonlySet<FailureKind> = new Set([...ofTheBot, ...ofOnePlace])

/** Whether a failure is for the operator or for us to mend. */
export const isOwn = (failure: FailureKind): boolean => ownFailures.has(failure)

type OwnFailure = { readonly kind: FailureKind; readonly place: string }

/** Whether the last replies say that the bot as a whole does not answer. */
const isBroken = (failures: readonly OwnFailure[]): boolean => {
  if (failures.length < failureLimit) return false
  return (
    failures.some(({ kind }) => ofTheBot.has(kind)) || new Set(failures.map(({ place }) => place)).size > 1
  )
}

/** The health of a bot, which is not well until it has started. */
export const createHealth = (clock: Clock): Health => {
  let hasStarted = false
  let heartbeatAt = clock.elapsed()
  let lostAt: number | undefined
  let echoDueSince: number | undefined
  let failures: readonly OwnFailure[] = []
  let startedAt = clock.now()
  let connectedSince: number | undefined
  const troubles = createTroubles(clock)

  const wrong = (now: number): readonly string[] => {
    if (!hasStarted) return ['starting']
    return [
      ...(lostAt !== undefined && now - lostAt > reconnectLimit
        ? [`no connection to the gateway for ${seconds(now - lostAt)}`]
        : []),
      ...(now - heartbeatAt > heartbeatLimit
        ? [`no heartbeat from the gateway for ${seconds(now - heartbeatAt)}`]
        : []),
      ...(echoDueSince !== undefined && now - echoDueSince > echoLimit
        ? [`no event from the gateway for ${seconds(now - echoDueSince)}, although messages were changed`]
        : []),
      ...(isBroken(failures)
        ? [`the last ${failures.length} replies all failed for reasons of our own; see the log`]
        : []),
    ]
  }

  return {
    started: () => {
      hasStarted = true
      startedAt = clock.now()
      connectedSince ??= startedAt
      heartbeatAt = clock.elapsed()
    },
    heartbeat: () => {
      heartbeatAt = clock.elapsed()
    },
    disconnected: () => {
      lostAt ??= clock.elapsed()
      connectedSince = undefined
    },
    connected: () => {
      lostAt = undefined
      connectedSince ??= clock.now()
    },
    event: () => {
      echoDueSince = undefined
    },
    echoDue: () => {
      echoDueSince ??= clock.elapsed()
    },
    replied: (kind, place) => {
      if (kind !== undefined && isWanted(kind)) return
      troubles.replied(kind)
      // The newest are enough to tell, and keep the list short.
      failures = kind !== undefined && isOwn(kind) ? [...failures, { kind, place }].slice(-20) : []
    },
    verdict: () => {
      const because = wrong(clock.elapsed())
      return { ok: because.length === 0, because }
    },
    report: () => ({ ...troubles.read(), startedAt, connectedSince }),
  }
}

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`
