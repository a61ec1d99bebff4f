import { budgetOf } from './bucket.ts'
import type { Budget, Contender, Share } from './contender.ts'
import { type GlobalLimit, rateForEach } from './global-limit.ts'
import { decide, untilFull } from './pace.ts'
import { byUrgency, type Rank } from './pace-rank.ts'
import type { Queue, Queues } from './queues.ts'
import type { WaitingEdit } from './waiting-edit.ts'

/** An edit that its bucket lets go now. */
export type Candidate = {
  readonly type: 'go'
  readonly queue: Queue
  readonly edit: WaitingEdit
  /** The index of the edit's route that leads to this bucket. */
  readonly route: number
  readonly rank: Rank
  /** Which part of the bucket is left: of two buckets for one edit the fuller one is used. */
  readonly fullness: number
}

/** What a bucket says of its edits: `until` is when to ask again if nothing happens. */
export type Choice = Candidate | { readonly type: 'wait'; readonly until: number }

const never: Choice = { type: 'wait', until: Number.POSITIVE_INFINITY }

/** The order in which candidates leave: the most urgent first; of one edit, the one by the fuller bucket. */
export const byTurn = (a: Candidate, b: Candidate): number =>
  byUrgency(a.rank, b.rank) || b.fullness - a.fullness

/** Chooses the edit that leaves by this bucket now. Changes nothing. */
export const choose = (queues: Queues, global: GlobalLimit, queue: Queue, now: number): Choice => {
  const edits = [...queue.waiting]
  const [first] = edits
  if (queue.isBusy || !first) return never
  const budgetIn: BudgetIn = (at, isGlobal) => budgetAt(queues, global, at, isGlobal, now)
  const budget = budgetIn(queue, isGlobalIn(queues, first, queue))
  const contenders = edits.map((edit) => contenderOf(queues, edit, queue, budgetIn))
  const decision = decide(now, budget, contenders)
  if (decision.type === 'wait') return decision
  const edit = decision.type === 'go' ? edits[decision.index] : undefined
  if (decision.type === 'idle' || !edit) return never
  const route = queues.of(edit).indexOf(queue)
  return { type: 'go', queue, edit, route, rank: decision.rank, fullness: budget.left / budget.limit }
}

type BudgetIn = (queue: Queue, isGlobal: boolean) => Budget

const isGlobalIn = (queues: Queues, edit: WaitingEdit, queue: Queue): boolean =>
  edit.routes[queues.of(edit).indexOf(queue)]?.isGlobal ?? false

/** What may leave by a bucket, and how much of it the global limit lets one edit expect. */
const budgetAt = (
  queues: Queues,
  global: GlobalLimit,
  { bucket }: Queue,
  isGlobal: boolean,
  now: number,
): Budget => {
  const budget = budgetOf(bucket, now)
  if (!isGlobal) return budget
  const part = rateForEach(global, queues.globalWaiting(), now) * untilFull(now, budget)
  return { ...budget, expected: Math.min(budget.left, part) }
}

const contenderOf = (queues: Queues, edit: WaitingEdit, here: Queue, budgetIn: BudgetIn): Contender => {
  const change = edit.pending()
  const others = change.what === 'growth' ? queues.of(edit) : []
  const elsewhere = others.flatMap((queue, n): readonly Share[] =>
    queue === here
      ? []
      : [{ budget: budgetIn(queue, edit.routes[n]?.isGlobal ?? false), growing: growingIn(queue) }],
  )
  return { change, rhythm: edit.rhythm(), since: edit.since, elsewhere }
}

const growingIn = (queue: Queue): number =>
  Math.max(1, [...queue.waiting].filter((edit) => edit.pending().what === 'growth').length)
