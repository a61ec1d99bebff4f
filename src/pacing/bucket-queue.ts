import type { Clock } from '../clock.ts'
import { budgetOf } from './bucket.ts'
import type { Cell } from './buckets.ts'
import type { Want } from './gate.ts'
import { type Budget, type Contender, decide, type Rhythm, type Share, untilFull } from './pace.ts'
import { type Rank, rankOf } from './pace-rank.ts'

/** A change that waits for its turn. */
export type Turn = {
  readonly want: () => Want
  readonly rhythm: () => Rhythm
  readonly since: number
  /** What the other lanes, in which the same change waits, offer at this moment. */
  readonly elsewhere: (now: number) => readonly Share[]
  /** Told at once that its turn has come, before `start`: it waits in no other lane any more. */
  readonly effective: () => void
  /** Sends it. Settles when it is answered, and never rejects. */
  readonly start: () => Promise<void>
  /** Whether it has to wait in another lane by now; if so it has gone there. */
  readonly hasMoved: () => boolean
}

/** Those who wait for one bucket of one channel or token. */
export type Lane = {
  readonly join: (turn: Turn) => void
  readonly leave: (turn: Turn) => void
  /** Decides anew: something has changed. */
  readonly review: () => void
  /** What the lane offers at this moment to each of those who wait in it: no more than its part of the global limit. */
  readonly share: (now: number) => Share
  readonly isIdle: () => boolean
  /** Lets go of everything. Only of an idle lane. */
  readonly close: () => void
}

/** Runs one job after another: Bottleneck. */
export type Limiter = { readonly schedule: (job: () => Promise<void>) => Promise<void> }

export type LaneParts = {
  readonly clock: Clock
  /** The lane's bucket; another one once Discord has told its id. */
  readonly cell: () => Cell
  readonly limiter: Limiter
  /** Asks for room in the global limit; absent where that does not count. */
  readonly pool?: {
    readonly admit: (rank: () => Rank, retry: () => void) => boolean
    readonly forget: (retry: () => void) => void
    readonly enter: () => () => void
    readonly rateForEach: () => number
  }
}

/**
 * A lane. The limiter passes one job at a time; the next job always stands at its door already and waits there for the
 * decision, so that the limiter's own few milliseconds are spent before they could delay anything. Without anyone who
 * has something to show, no timer runs.
 */
export const createLane = ({ clock, cell: findCell, limiter, pool }: LaneParts): Lane => {
  /** Those who wait, and how to leave the global limit's count of them. */
  const turns = new Map<Turn, (() => void) | undefined>()
  let door: ((job: () => Promise<void>) => void) | undefined
  let alarm: Alarm | undefined
  let watched: { readonly cell: Cell; readonly stop: () => void } | undefined
  /** Whether the pool has been asked for room and will say when there is some. */
  let isHeld = false

  const current = (): Cell => {
    const now = findCell()
    if (watched?.cell === now) return now
    watched?.stop()
    watched = { cell: now, stop: now.watch(() => review()) }
    return now
  }
  const budgetAt = (now: number): Budget => {
    const budget = budgetOf(current().bucket(), now)
    if (!pool) return budget
    return { ...budget, fair: Math.min(budget.left, pool.rateForEach() * untilFull(now, budget)) }
  }
  const sleepUntil = (until: number) => {
    if (until === Infinity || (alarm && alarm.at <= until)) return
    alarm?.cancel()
    alarm = {
      at: until,
      cancel: clock.after(Math.max(0, until - clock.elapsed()), () => {
        alarm = undefined
        review()
      }),
    }
  }
  const rest = () => {
    alarm?.cancel()
    alarm = undefined
    isHeld = false
    pool?.forget(retry)
  }
  const retry = () => {
    isHeld = false
    review()
  }
  const review = (): void => {
    if (!door) return
    const cell = current()
    if (cell.isBusy()) return
    const now = clock.elapsed()
    const waiting = [...turns.keys()]
    const contenders = waiting.map((turn) => contenderOf(turn, now))
    const decision = decide(now, budgetAt(now), contenders)
    switch (decision.type) {
      case 'idle':
        rest()
        break
      case 'wait':
        sleepUntil(decision.until)
        break
      case 'go': {
        const turn = waiting[decision.index]
        if (turn && !turn.hasMoved() && isAdmitted(turn)) pass(door, turn)
      }
    }
  }
  const isAdmitted = (turn: Turn): boolean => {
    const rank = () => {
      const now = clock.elapsed()
      return rankOf(now, budgetAt(now), contenderOf(turn, now))
    }
    isHeld = pool?.admit(rank, retry) === false
    return !isHeld
  }
  const remove = (turn: Turn) => {
    turns.get(turn)?.()
    turns.delete(turn)
  }
  const pass = (open: (job: () => Promise<void>) => void, turn: Turn) => {
    const free = current().occupy()
    remove(turn)
    turn.effective()
    rest()
    door = undefined
    open(async () => {
      void limiter.schedule(stand)
      await turn.start()
      free()
    })
  }
  const stand = async (): Promise<void> => {
    const job = await new Promise<() => Promise<void>>((resolve) => {
      door = resolve
      review()
    })
    await job()
  }
  void limiter.schedule(stand)

  return {
    join: (turn) => {
      turns.set(turn, pool?.enter())
      review()
    },
    leave: (turn) => {
      remove(turn)
      review()
    },
    review: () => {
      // More growth makes no room in the global limit, and how far it is behind is asked for when there is some.
      if (!isHeld || [...turns.keys()].some(({ want }) => isUrgent(want()))) review()
    },
    share: (now) => {
      const growing = [...turns.keys()].filter(({ want }) => want().what === 'growth').length
      return { budget: budgetAt(now), growing: Math.max(1, growing) }
    },
    isIdle: () => turns.size === 0 && !current().isBusy(),
    close: () => {
      rest()
      watched?.stop()
      door?.(async () => {})
    },
  }
}

const isUrgent = ({ what }: Want): boolean => what === 'first' || what === 'final'

const contenderOf = ({ want: wanted, rhythm, since, elsewhere }: Turn, now: number): Contender => {
  const want = wanted()
  return { want, rhythm: rhythm(), since, elsewhere: want.what === 'growth' ? elsewhere(now) : [] }
}

type Alarm = { readonly at: number; readonly cancel: () => void }
