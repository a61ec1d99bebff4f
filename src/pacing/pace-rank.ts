import type { Budget, Contender } from './contender.ts'

/** How urgent a change is: first by class, then by `behind`. */
export type Rank = {
  readonly class: 'overdue' | 'final' | 'first' | 'growth' | 'status'
  /** Within a class, the greater goes first: milliseconds waited, for growth UTF-16 code units times milliseconds unseen. */
  readonly behind: number
}

const order = { overdue: 0, final: 1, first: 2, growth: 3, status: 4 } as const

/** Sorts the most urgent first. */
export const byUrgency = (a: Rank, b: Rank): number => order[a.class] - order[b.class] || b.behind - a.behind

/**
 * Final text and first words come before growth, growth by the area of what is unseen, status last. Nobody starves: who
 * has waited for two windows comes before all, the longest waiting first.
 */
export const rankOf = (now: number, budget: Budget, { change, since }: Contender): Rank => {
  const waited = now - (change.unseen > 0 ? Math.max(since, change.oldest) : since)
  if (change.what === 'nothing' || change.what === 'status') return { class: 'status', behind: now - since }
  if (waited > 2 * budget.window) return { class: 'overdue', behind: waited }
  if (change.what === 'growth') return { class: 'growth', behind: change.unseen * now - change.arrivals }
  return { class: change.what, behind: waited }
}
