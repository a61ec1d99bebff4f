import { createBucketTable, type Entry, type LimitedRoute } from './bucket-table.ts'
import { createJobRunner, type JobRunner, type Limiter } from './job-runner.ts'
import type { WaitingEdit } from './waiting-edit.ts'

/** A bucket, the edits that wait for it, and what runs the one that leaves. */
export type Queue = Entry<WaitingEdit> & {
  readonly runner: JobRunner
  /** Its most urgent edit waits for the global limit, not for the bucket. */
  isHeld: boolean
}

export type Queues = ReturnType<typeof createQueues>

/**
 * Which edits wait for which buckets. An edit waits in the queue of each of its routes. Every change here marks the queues
 * that it touches as changed; `tick` takes those and decides again.
 */
export const createQueues = (limiter: () => Limiter) => {
  const changed = new Set<Queue>()
  const queuesOf = new Map<WaitingEdit, readonly Queue[]>()
  let globalWaiting = 0
  const table = createBucketTable<WaitingEdit, Queue>(
    (entry) => ({ ...entry, runner: createJobRunner(limiter()), isHeld: false }),
    (queue) => queue.runner.close(),
  )

  const join = (edit: WaitingEdit, now: number) => {
    const queues: Queue[] = []
    for (const route of edit.routes) {
      const queue = table.find(route, now)
      // Joined at once: `find` drops unused buckets, and the next call must not drop this one.
      queue.waiting.add(edit)
      queues.push(queue)
      changed.add(queue)
    }
    queuesOf.set(edit, queues)
    globalWaiting += globalRoutes(edit)
  }

  const leave = (edit: WaitingEdit) => {
    for (const queue of queuesOf.get(edit) ?? []) {
      queue.waiting.delete(edit)
      queue.isHeld = false
      changed.add(queue)
    }
    if (queuesOf.delete(edit)) globalWaiting -= globalRoutes(edit)
  }

  const move = (edit: WaitingEdit, routes: readonly LimitedRoute[], now: number) => {
    leave(edit)
    edit.routes = routes
    join(edit, now)
  }

  const hasOtherBucket = (edit: WaitingEdit, now: number): boolean =>
    edit.routes.some((route, n) => table.find(route, now) !== queuesOf.get(edit)?.[n])

  return {
    table,
    join,
    leave,
    move,
    /** The queues of an edit, in the order of its routes; none if it does not wait. */
    of: (edit: WaitingEdit): readonly Queue[] => queuesOf.get(edit) ?? [],
    /** Marks a queue as changed. */
    mark: (queue: Queue) => void changed.add(queue),
    /** Takes the marked queues; none is marked afterwards. */
    takeChanged: (): readonly Queue[] => {
      const taken = [...changed]
      changed.clear()
      return taken
    },
    /** How many routes of waiting edits the global limit counts. */
    globalWaiting: () => globalWaiting,
    /** Moves each edit for whose route Discord has named another bucket. */
    regroup: (now: number) => {
      for (const edit of [...queuesOf.keys()]) if (hasOtherBucket(edit, now)) move(edit, edit.routes, now)
    },
  }
}

const globalRoutes = ({ routes }: WaitingEdit): number => routes.filter(({ isGlobal }) => isGlobal).length
