import { byTurn, type Candidate, choose } from './candidate.ts'
import { type GlobalLimit, grant, opensAt } from './global-limit.ts'
import type { Queue, Queues } from './queues.ts'

/** What one tick has decided. Nothing of it has been carried out. */
export type Decisions = {
  /** The edits that leave now, the most urgent first. They no longer wait, and their queues are busy. */
  readonly leaving: readonly Candidate[]
  /** When to decide again about each queue that was looked at, if nothing happens; `Infinity` for never. */
  readonly lookAt: ReadonlyMap<Queue, number>
  readonly global: GlobalLimit
}

/**
 * Decides which edits leave now, the most urgent first, until no changed queue has one that may. It calls nothing that could
 * change the queues meanwhile: the caller starts the edits when all is decided.
 */
export const tick = (queues: Queues, before: GlobalLimit, now: number): Decisions => {
  const leaving: Candidate[] = []
  const lookAt = new Map<Queue, number>()
  let global = before
  for (let changed = queues.takeChanged(); changed.length > 0; changed = queues.takeChanged()) {
    for (const candidate of candidatesIn(changed, queues, global, lookAt, now)) {
      const { queue, edit } = candidate
      if (queue.isBusy || !queue.waiting.has(edit)) continue
      const outcome = letGo(candidate, queues, global, now)
      if (outcome.type === 'held') lookAt.set(queue, outcome.until)
      if (outcome.type !== 'leaves') continue
      global = outcome.global
      leaving.push(candidate)
    }
  }
  return { leaving, lookAt, global }
}

const candidatesIn = (
  changed: readonly Queue[],
  queues: Queues,
  global: GlobalLimit,
  lookAt: Map<Queue, number>,
  now: number,
): readonly Candidate[] =>
  changed
    .flatMap((queue) => {
      queue.isHeld = false
      const choice = choose(queues, global, queue, now)
      lookAt.set(queue, choice.type === 'wait' ? choice.until : Number.POSITIVE_INFINITY)
      return choice.type === 'go' ? [choice] : []
    })
    .sort(byTurn)

type Outcome =
  | { readonly type: 'leaves'; readonly global: GlobalLimit }
  /** The edit has other routes by now and waits for those. */
  | { readonly type: 'moved' }
  | { readonly type: 'held'; readonly until: number }

const letGo = (
  { queue, edit, route, rank }: Candidate,
  queues: Queues,
  global: GlobalLimit,
  now: number,
): Outcome => {
  const routes = edit.reroute()
  if (routes) {
    queues.move(edit, routes, now)
    return { type: 'moved' }
  }
  const isGlobal = edit.routes[route]?.isGlobal ?? false
  const until = isGlobal ? opensAt(global, rank.class, now) : now
  if (until > now) {
    queue.isHeld = true
    return { type: 'held', until }
  }
  queues.leave(edit)
  queue.isBusy = true
  return { type: 'leaves', global: isGlobal ? grant(global, now) : global }
}
