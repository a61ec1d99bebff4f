import { createAlarm } from './alarm.ts'
import type { LimitedRoute } from './bucket-table.ts'
import { createGlobalLimit, departed, type GlobalLimit, refused, withLimit } from './global-limit.ts'
import type { Limiter } from './job-runner.ts'
import { createQueues, type Queue } from './queues.ts'
import type { RateLimitHeaders } from './rate-limit-headers.ts'
import { tick } from './tick.ts'
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
  /** Changes how many requests per second may be sent over all buckets. */
  readonly setGlobalLimit: (perSecond: number) => void
}

/** A request in flight. One of the two is called, once. */
export type Departure = {
  readonly answered: (answer: RateLimitHeaders) => void
  readonly lost: () => void
}

/**
 * Decides which edit leaves when. Every event changes the queues or the global limit, and runs one tick; what it decides is
 * carried out when all is decided. Edits start in a later microtask, so that no event comes in the middle of a tick.
 */
export const createScheduler = (timer: Timer, limiter: () => Limiter, globalPerSecond: number): Scheduler => {
  const queues = createQueues(limiter)
  let global: GlobalLimit = createGlobalLimit(globalPerSecond)

  const run = (now: number) => {
    const decided = tick(queues, global, now)
    global = decided.global
    for (const { queue, edit, route } of decided.leaving)
      queue.runner.run(() => edit.start(route, () => ended(queue)))
    for (const [queue, at] of decided.lookAt) alarm.set(queue, at)
    alarm.arm()
  }

  const alarm = createAlarm<Queue>(timer, (due) => {
    due.forEach(queues.mark)
    run(timer.elapsed())
  })

  const ended = (queue: Queue) => {
    queue.isBusy = false
    queues.mark(queue)
    run(timer.elapsed())
  }

  const answered = (route: LimitedRoute, from: Queue, headers: RateLimitHeaders) => {
    const now = timer.elapsed()
    const { entry, isNew } = queues.table.answered(route, from, headers)
    queues.mark(from)
    queues.mark(entry)
    if (isNew) queues.regroup(now)
    run(now)
  }

  const lost = (queue: Queue, sentAt: number) => {
    const now = timer.elapsed()
    queues.table.lost(queue, sentAt, now)
    queues.mark(queue)
    run(now)
  }

  return {
    setGlobalLimit: (perSecond) => {
      if (perSecond === global.configured) return
      global = withLimit(global, perSecond)
      run(timer.elapsed())
    },
    add: (edit) => {
      const now = timer.elapsed()
      queues.join(edit, now)
      run(now)
    },
    remove: (edit) => {
      queues.leave(edit)
      run(timer.elapsed())
    },
    notify: (edit) => {
      // More growth makes no room in the global limit; first and final text may have room all the same.
      const changed = queues.of(edit).filter(({ isHeld, waiting }) => !isHeld || [...waiting].some(isUrgent))
      changed.forEach(queues.mark)
      if (changed.length > 0) run(timer.elapsed())
    },
    depart: (route, limited) => {
      const sentAt = timer.elapsed()
      if (route.isGlobal) global = departed(global, sentAt)
      const queue = limited ? queues.table.depart(route, sentAt) : undefined
      return {
        answered: (headers) => {
          const { refusal } = headers
          if (refusal?.global) global = refused(global, refusal.retryAfter, timer.elapsed())
          if (queue) answered(route, queue, headers)
        },
        lost: () => {
          if (queue) lost(queue, sentAt)
        },
      }
    },
    size: () => queues.table.size(),
  }
}

const isUrgent = (edit: WaitingEdit): boolean => {
  const { what } = edit.pending()
  return what === 'first' || what === 'final'
}
