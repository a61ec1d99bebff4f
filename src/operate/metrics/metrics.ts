import type { ReplyStory } from '../../conversation/reply-story.ts'
import type { Spending } from '../../conversation/store.ts'
import type { BudgetUsed } from './budget-used.ts'

/** What can be asked of a bot at any moment. */
export type Gauges = {
  /** Replies that are past their turn, and questions that wait for theirs. */
  readonly replies: () => { readonly active: number; readonly waiting: number }
  /** From a heartbeat to its acknowledgement, in ms; undefined until there was one. */
  readonly gatewayLatency: () => number | undefined
  readonly isHealthy: () => boolean
  /** Which part of the operator's budgets is spent. */
  readonly budgetUsed: () => Promise<readonly BudgetUsed[]>
}

/** What is counted and measured while the bot runs. Nothing in it names a person, a channel or a server. */
export type Metrics = {
  readonly replied: (story: ReplyStory, level: string) => void
  /** A request to Claude was counted. */
  readonly spent: (spending: Pick<Spending, 'model' | 'usage' | 'dollars'>) => void
  /** A change made text visible that had waited so many ms on average. */
  readonly lag: (ms: number) => void
  /** Discord answered a request: its route without ids, and the HTTP status, or `lost` where no answer came. */
  readonly requested: (route: string, status: string) => void
  /** Discord answered with 429: `user`, `global` or `shared`, or `none` where a block of the address does not say. */
  readonly rateLimited: (scope: string) => void
  /** Names what is asked at each scrape from now on. */
  readonly watch: (gauges: Gauges) => void
  /** Everything as Prometheus reads it; absent where nothing is kept. */
  readonly scrape?: () => Promise<{ readonly contentType: string; readonly text: string }>
}

/** Counts nothing: for a bot that nobody scrapes. */
export const noMetrics: Metrics = {
  replied: () => undefined,
  spent: () => undefined,
  lag: () => undefined,
  requested: () => undefined,
  rateLimited: () => undefined,
  watch: () => undefined,
}
