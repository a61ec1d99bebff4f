import type { Clock } from '../clock.ts'
import { byUrgency, type Rank } from './pace-rank.ts'

/** The requests that the application's global limit counts, shared among all channels by urgency. */
export type GlobalLimit = {
  /**
   * Whether a change of this rank may leave now; if not, `retry` is called when its turn may have come. Then the rank is
   * asked for again: who waits falls further behind.
   */
  readonly admit: (rank: () => Rank, retry: () => void) => boolean
  /** `retry` has nothing to send any more. */
  readonly forget: (retry: () => void) => void
  /** One more reply waits for something that the limit counts; gives how to say that it does so no more. */
  readonly enter: () => () => void
  /** How many edits a millisecond there are for each of those who wait. */
  readonly rateForEach: () => number
  /** A counted request has left, admitted or not. */
  readonly departed: () => void
  /** Discord refused for the global limit, for so many milliseconds. */
  readonly refused: (retryAfter: number) => void
}

/** Requests per second until Discord refuses; larger bots are given more. */
export const globalGuess = 50

/** Which part of the limit each class may use up, so that some is left for what is more urgent and for bookkeeping. */
const shares = { overdue: 0.9, final: 0.9, first: 0.9, growth: 0.8, status: 0.5 } as const

/** A second, and a little for requests that catch up with each other on the way. */
const span = 1_050

export const createGlobalLimit = (clock: Clock, guess: number = globalGuess): GlobalLimit => {
  let limit = guess
  let blockedUntil = -Infinity
  let granted: readonly number[] = []
  let counted: readonly number[] = []
  let alarm: { readonly at: number; readonly cancel: () => void } | undefined
  let entered = 0
  const waiting = new Map<() => void, Pick<Rank, 'class'> & { readonly rank: () => Rank }>()
  const since = (times: readonly number[]) => times.filter((time) => time > clock.elapsed() - span)
  const opensAt = (rank: Pick<Rank, 'class'>): number => {
    const room = Math.max(1, Math.floor(limit * shares[rank.class]))
    return Math.max(blockedUntil, (counted.at(-room) ?? -Infinity) + span)
  }
  const wake = () => {
    alarm = undefined
    const inOrder = [...waiting].map(([retry, { rank }]) => ({ retry, rank: rank() }))
    for (const { retry, rank } of inOrder.sort((a, b) => byUrgency(a.rank, b.rank))) {
      // Whoever is less urgent has no room either.
      if (opensAt(rank) > clock.elapsed()) break
      waiting.delete(retry)
      retry()
    }
    rest()
  }
  const wakeAt = (at: number) => {
    alarm?.cancel()
    alarm = { at, cancel: clock.after(Math.max(0, at - clock.elapsed()), wake) }
  }
  const rest = () => {
    alarm?.cancel()
    alarm = undefined
    if (waiting.size > 0) wakeAt(Math.min(...[...waiting.values()].map(opensAt)))
  }
  return {
    admit: (rank, retry) => {
      const now = clock.elapsed()
      const current = rank()
      const opens = opensAt(current)
      if (opens > now) {
        waiting.set(retry, { class: current.class, rank })
        if (!alarm || opens < alarm.at) wakeAt(opens)
        return false
      }
      if (waiting.delete(retry)) rest()
      granted = [...granted, now]
      counted = [...since(counted), now]
      return true
    },
    enter: () => {
      entered++
      return () => entered--
    },
    rateForEach: () => (limit * shares.growth) / span / Math.max(1, entered),
    forget: (retry) => {
      if (waiting.delete(retry)) rest()
    },
    departed: () => {
      const [first, ...others] = since(granted)
      granted = others
      // What was let go counts from when it left, which is later where much else goes on.
      const before = first === undefined ? counted : counted.toSpliced(counted.indexOf(first), 1)
      counted = [...since(before), clock.elapsed()]
    },
    refused: (retryAfter) => {
      blockedUntil = Math.max(blockedUntil, clock.elapsed() + retryAfter)
      limit = Math.max(1, Math.min(limit, since(counted).length - 1))
    },
  }
}
