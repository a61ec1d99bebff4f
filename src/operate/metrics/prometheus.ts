import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { outcomeOf } from '../../conversation/reply-story.ts'
import type { Usage } from '../../conversation/usage.ts'
import { ownFailures } from '../health.ts'
import type { Gauges, Metrics } from './metrics.ts'

const seconds = (ms: number): number => ms / 1000

/** From a prompt that is cached and short to a minute of thinking. */
const firstTextBuckets = [0.5, 1, 1.5, 2, 3, 5, 8, 13, 20, 40, 80]
const lagBuckets = [0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.5, 2, 3, 5, 10]

/** The kinds of tokens that are priced apart. */
const tokensOf = (usage: Usage): readonly (readonly [string, number])[] => [
  ['input', usage.input],
  ['cache_write', usage.cacheWrite5m + usage.cacheWrite1h],
  ['cache_read', usage.cacheRead],
  ['output', usage.output],
]

const createCounters = (registers: Registry[]) => ({
  replies: new Counter({
    ...{ registers, labelNames: ['outcome', 'level'] as const },
    ...{ name: 'tendril_replies_total', help: 'Replies that ended, by Claude’s stop reason or our failure' },
  }),
  tokens: new Counter({
    ...{ registers, labelNames: ['type', 'model'] as const },
    ...{ name: 'tendril_tokens_total', help: 'Tokens of all requests to Claude' },
  }),
  cost: new Counter({
    ...{ registers, labelNames: ['model'] as const },
    ...{ name: 'tendril_cost_usd_total', help: 'US dollars, without models whose price is not known' },
  }),
  requests: new Counter({
    ...{ registers, labelNames: ['route', 'status'] as const },
    ...{ name: 'tendril_discord_requests_total', help: 'Requests to Discord, by route without ids' },
  }),
  rateLimited: new Counter({
    ...{ registers, labelNames: ['scope'] as const },
    ...{ name: 'tendril_rate_limited_total', help: 'Requests that Discord answered with 429' },
  }),
})

const createHistograms = (registers: Registry[]) => ({
  firstText: new Histogram({
    ...{ registers, buckets: firstTextBuckets },
    ...{ name: 'tendril_first_text_seconds', help: 'From the request to Claude to its first text' },
  }),
  lag: new Histogram({
    ...{ registers, buckets: lagBuckets },
    ...{
      name: 'tendril_screen_lag_seconds',
      help: 'How long the text of a post or edit had waited, on average, when it became visible',
    },
  }),
})

/** Counts from 0 what alerts ask for: Prometheus does not see the first step of a counter that begins with it. */
const beginAtZero = ({ replies, rateLimited }: ReturnType<typeof createCounters>): void => {
  replies.inc({ outcome: 'end_turn', level: 'info' }, 0)
  for (const outcome of ownFailures) replies.inc({ outcome, level: 'error' }, 0)
  for (const scope of ['user', 'global', 'shared', 'none']) rateLimited.inc({ scope }, 0)
}

/** Reads the gauges whenever Prometheus asks; they are absent until there is a bot. */
const createGauges = (registers: Registry[], gauges: () => Gauges | undefined): void => {
  const read = (name: string, help: string, value: (from: Gauges) => number | undefined): void => {
    new Gauge({
      ...{ registers, name, help },
      collect() {
        const from = gauges()
        const now = from && value(from)
        if (now === undefined) this.remove()
        else this.set(now)
      },
    })
  }
  read('tendril_active_replies', 'Replies past their turn', ({ replies }) => replies().active)
  read('tendril_waiting_questions', 'Questions in line', ({ replies }) => replies().waiting)
  read('tendril_healthy', 'Whether the bot answers, as GET /health says', ({ isHealthy }) =>
    Number(isHealthy()),
  )
  read('tendril_gateway_latency_seconds', 'From a heartbeat to its answer', ({ gatewayLatency }) => {
    const latency = gatewayLatency()
    return latency === undefined ? undefined : seconds(latency)
  })
}

/** Reads the budgets whenever Prometheus asks; a store that cannot be read leaves them out. */
const createBudgetGauge = (registers: Registry[], gauges: () => Gauges | undefined): void => {
  new Gauge({
    ...{ registers, labelNames: ['scope'] as const },
    ...{ name: 'tendril_budget_used_ratio', help: 'Which part of the operator’s budget is spent' },
    async collect() {
      this.reset()
      const budgets = await gauges()
        ?.budgetUsed()
        .catch(() => [])
      for (const { scope, ratio } of budgets ?? []) this.set({ scope }, ratio)
    },
  })
}

/**
 * Counts with prom-client, in a registry of its own, the process’s memory, event loop and garbage collection included. Make
 * one for a process: what it counts goes on when the bot in it starts again.
 */
export const createPrometheus = (): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  const counters = createCounters(registers)
  beginAtZero(counters)
  const histograms = createHistograms(registers)
  let watched: Gauges | undefined
  createGauges(registers, () => watched)
  createBudgetGauge(registers, () => watched)
  collectDefaultMetrics({ register: registry })
  return {
    replied: (story, level) => {
      counters.replies.inc({ outcome: outcomeOf(story), level })
      if (story.firstText !== undefined) histograms.firstText.observe(seconds(story.firstText))
    },
    spent: ({ model, usage, dollars }) => {
      for (const [type, count] of tokensOf(usage)) counters.tokens.inc({ type, model }, Math.max(0, count))
      if (dollars !== null) counters.cost.inc({ model }, Math.max(0, dollars))
    },
    lag: (ms) => histograms.lag.observe(seconds(ms)),
    requested: (route, status) => counters.requests.inc({ route, status }),
    rateLimited: (scope) => counters.rateLimited.inc({ scope }),
    watch: (gauges) => {
      watched = gauges
    },
    scrape: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  }
}
