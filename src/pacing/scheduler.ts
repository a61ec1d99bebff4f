import { budgetOf } from './bucket.ts'
import { createBucketTable, type Entry, type LimitedRoute } from './bucket-table.ts'
import {
  createGlobalLimit,
  departed,
  type GlobalLimit,
  grant,
  opensAt,
  rateForEach,
  refused,
} from './global-limit.ts'
import { createJobRunner, type JobRunner, type Limiter } from './job-runner.ts'
import { type Budget, type Contender, decide, type Share, untilFull } from './pace.ts'
import { byUrgency, type Rank } from './pace-rank.ts'
import type { RateLimitHeaders } from './rate-limit-headers.ts'
import type { Timer } from './timer.ts'
import type { WaitingEdit } from './waiting-edit.ts'

export type Scheduler = {
  /** Has the edit wait for its routes' buckets. */
  readonly add: (edit: WaitingEdit) => void
  /** Takes back an edit that has not started. */
  readonly remove: (edit: WaitingEdit) => void
  /** Says that this edit's pending change or its routes are different now. */
  readonly notify: (edit: WaitingEdit) => void
  /** A request leaves, whoever sends it. `limited`: whether its bucket is watched here. */
  readonly depart: (route: LimitedRoute, limited: boolean) => Departure
  /** How many buckets are remembered. */
  readonly size: () => number
}

/** A request on its way. One of the two is called once. */
export type Departure = {
  readonly answered: (answer: RateLimitHeaders) => void
  readonly lost: () => void
}

/** What a bucket is known by here, beside its values. */
type Queue = Entry<WaitingEdit> & {
  readonly runner: JobRunner
  /** When to decide again if nothing happens. */
  lookAt: number
  /** The global limit has no room before `lookAt`. */
  isHeld: boolean
}

/** An edit that could leave now by this bucket. */
type Candidate = {
  readonly queue: Queue
  readonly edit: WaitingEdit
  readonly rank: Rank
  /** Which part of the bucket is left: of two buckets for one edit the fuller one is used. */
  readonly fullness: number
}

const byTurn = (a: Candidate, b: Candidate): number => byUrgency(a.rank, b.rank) || b.fullness - a.fullness

/**
 * Decides which edit leaves when. All state is data: buckets, waiting edits, the global limit. Every event changes the
 * data, marks the buckets that it touches, and calls `tick`, which alone lets edits go and sets the one timer.
 */
export const createScheduler = (timer: Timer, limiter: () => Limiter, globalPerSecond: number): Scheduler => {
  let global: GlobalLimit = createGlobalLimit(globalPerSecond)
  let globalWaiting = 0
  let isTicking = false
  let alarm: { readonly at: number; readonly cancel: () => void } | undefined
  const changed = new Set<Queue>()
  const timed = new Set<Queue>()
  const queuesOf = new Map<WaitingEdit, readonly Queue[]>()
  const table = createBucketTable<WaitingEdit, Queue>(
    (entry) => ({
      ...entry,
      runner: createJobRunner(limiter()),
      lookAt: Number.POSITIVE_INFINITY,
      isHeld: false,
    }),
    (queue) => queue.runner.close(),
  )

  const join = (edit: WaitingEdit, now: number) => {
    const queues: Queue[] = []
    for (const route of edit.routes) {
      const queue = table.find(route, now)
      // Whatever is found next cannot drop this one: somebody waits in it.
      queue.waiting.add(edit)
      queues.push(queue)
      changed.add(queue)
      if (route.isGlobal) globalWaiting += 1
    }
    queuesOf.set(edit, queues)
  }

  const leave = (edit: WaitingEdit) => {
    for (const queue of queuesOf.get(edit) ?? []) {
      queue.waiting.delete(edit)
      queue.isHeld = false
      changed.add(queue)
    }
    if (queuesOf.delete(edit)) globalWaiting -= edit.routes.filter(({ isGlobal }) => isGlobal).length
  }

  const budgetAt = (queue: Queue, isGlobal: boolean, now: number): Budget => {
    const budget = budgetOf(queue.bucket, now)
    if (!isGlobal) return budget
    const part = rateForEach(global, globalWaiting, now) * untilFull(now, budget)
    return { ...budget, expected: Math.min(budget.left, part) }
  }

  const shareOf = (queue: Queue, isGlobal: boolean, now: number): Share => {
    const growing = [...queue.waiting].filter((edit) => edit.pending().what === 'growth').length
    return { budget: budgetAt(queue, isGlobal, now), growing: Math.max(1, growing) }
  }

  const contenderOf = (edit: WaitingEdit, here: Queue, now: number): Contender => {
    const change = edit.pending()
    const others = change.what === 'growth' ? (queuesOf.get(edit) ?? []) : []
    const elsewhere = others.flatMap((queue, n) =>
      queue === here ? [] : [shareOf(queue, edit.routes[n]?.isGlobal ?? false, now)],
    )
    return { change, rhythm: edit.rhythm(), since: edit.since, elsewhere }
  }

  const routeBy = (edit: WaitingEdit, queue: Queue): number => queuesOf.get(edit)?.indexOf(queue) ?? -1

  const isGlobalIn = (edit: WaitingEdit, queue: Queue): boolean =>
    edit.routes[routeBy(edit, queue)]?.isGlobal ?? false

  const lookAgain = (queue: Queue, at: number) => {
    queue.lookAt = at
    if (at === Number.POSITIVE_INFINITY) timed.delete(queue)
    else timed.add(queue)
  }

  /** The edit that its bucket would let go now. */
  const candidateIn = (queue: Queue, now: number): readonly Candidate[] => {
    queue.isHeld = false
    lookAgain(queue, Number.POSITIVE_INFINITY)
    const edits = [...queue.waiting]
    const [first] = edits
    if (queue.isBusy || !first) return []
    const budget = budgetAt(queue, isGlobalIn(first, queue), now)
    const decision = decide(
      now,
      budget,
      edits.map((edit) => contenderOf(edit, queue, now)),
    )
    if (decision.type === 'wait') lookAgain(queue, decision.until)
    const edit = decision.type === 'go' ? edits[decision.index] : undefined
    return decision.type === 'go' && edit
      ? [{ queue, edit, rank: decision.rank, fullness: budget.left / budget.limit }]
      : []
  }

  const letGo = ({ queue, edit, rank }: Candidate, now: number) => {
    const routes = edit.reroute()
    if (routes) return move(edit, routes, now)
    const route = routeBy(edit, queue)
    if (edit.routes[route]?.isGlobal) {
      const opens = opensAt(global, rank.class, now)
      if (opens > now) {
        queue.isHeld = true
        return lookAgain(queue, opens)
      }
      global = grant(global, now)
    }
    leave(edit)
    queue.isBusy = true
    queue.runner.run(() => edit.start(route, () => touch(queue, () => (queue.isBusy = false))))
  }

  const move = (edit: WaitingEdit, routes: readonly LimitedRoute[], now: number) => {
    leave(edit)
    edit.routes = routes
    join(edit, now)
  }

  /** Lets go whoever may leave now, the most urgent first, until nobody may; then sets the timer. */
  const tick = (now: number) => {
    if (isTicking) return
    isTicking = true
    let earliest = Number.POSITIVE_INFINITY
    while (changed.size > 0) {
      const looked = [...changed]
      changed.clear()
      const candidates = looked.flatMap((queue) => candidateIn(queue, now))
      for (const candidate of candidates.sort(byTurn)) {
        const { queue, edit } = candidate
        if (queue.waiting.has(edit) && !queue.isBusy) letGo(candidate, now)
      }
      earliest = Math.min(earliest, ...looked.map(({ lookAt }) => lookAt))
    }
    isTicking = false
    setTimer(earliest)
  }

  const setTimer = (at: number) => {
    if (timed.size > 0 && (at === Number.POSITIVE_INFINITY || (alarm && alarm.at <= at))) return
    alarm?.cancel()
    alarm = undefined
    if (timed.size === 0) return
    alarm = { at, cancel: timer.after(Math.max(0, at - timer.elapsed()), ring) }
  }

  const ring = () => {
    alarm = undefined
    const now = timer.elapsed()
    for (const queue of timed) if (queue.lookAt <= now) changed.add(queue)
    tick(now)
    if (!alarm && timed.size > 0) setTimer(Math.min(...[...timed].map(({ lookAt }) => lookAt)))
  }

  const touch = (queue: Queue, change: () => void) => {
    change()
    changed.add(queue)
    tick(timer.elapsed())
  }

  const answer = (route: LimitedRoute, from: Queue, headers: RateLimitHeaders) => {
    const now = timer.elapsed()
    const { entry, isNew } = table.answered(route, from, headers)
    changed.add(from).add(entry)
    // A bucket has a name now: whoever waits for one of its routes waits for that bucket.
    if (isNew) for (const edit of [...queuesOf.keys()]) if (hasMoved(edit, now)) move(edit, edit.routes, now)
    tick(now)
  }

  const hasMoved = (edit: WaitingEdit, now: number): boolean =>
    edit.routes.some((route, n) => table.find(route, now) !== queuesOf.get(edit)?.[n])

  return {
    add: (edit) => {
      const now = timer.elapsed()
      join(edit, now)
      tick(now)
    },
    remove: (edit) => {
      leave(edit)
      tick(timer.elapsed())
    },
    notify: (edit) => {
      for (const queue of queuesOf.get(edit) ?? []) {
        // More growth makes no room in the global limit; first and final text may have room all the same.
        if (!queue.isHeld || [...queue.waiting].some(isUrgent)) changed.add(queue)
      }
      tick(timer.elapsed())
    },
    depart: (route, limited) => {
      const sentAt = timer.elapsed()
      if (route.isGlobal) global = departed(global, sentAt)
      const queue = limited ? table.depart(route, sentAt) : undefined
      return {
        answered: (headers) => {
          const { refusal } = headers
          if (refusal?.global) global = refused(global, refusal.retryAfter, timer.elapsed())
          if (queue) answer(route, queue, headers)
        },
        lost: () => {
          if (queue) touch(queue, () => table.lost(queue, sentAt, timer.elapsed()))
        },
      }
    },
    size: () => table.size(),
  }
}

const isUrgent = (edit: WaitingEdit): boolean => {
  const { what } = edit.pending()
  return what === 'first' || what === 'final'
}
