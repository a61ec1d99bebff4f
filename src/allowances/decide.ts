import type {
  Amount,
  Decision,
  OverAllowance,
  Periods,
  Unit,
  UseOf,
  WorstCase,
} from '../conversation/allowance.ts'
import type { Limit } from './limits.ts'

/** A request that is about to be made. */
export type Wish = {
  readonly worst: WorstCase
  /** `max_tokens` as it is set. */
  readonly maxTokens: number
  /** Whether it has waited long enough for other requests to be settled. */
  readonly isPatienceOver: boolean
}

/** What decisions are made by. */
export type Situation = {
  readonly limits: readonly Limit[]
  readonly periods: Periods
  readonly freesAt: (limit: Limit) => number
}

/** An answer with less room than this, in tokens, is not worth its price. */
const leastTokens = 1_000

/** The estimate of an input can be so many times too high: of a PDF with little on its pages, for example. */
const mostOverestimated = 3

/** What a request with so many tokens of output can use at most. */
export const most = ({ input, perOutputToken }: WorstCase, maxTokens: number): Amount => ({
  microDollars: Math.ceil(input.microDollars + perOutputToken.microDollars * maxTokens),
  tokens: input.tokens + perOutputToken.tokens * maxTokens,
})

/**
 * Whether a request fits into every allowance, counting what the requests that run could still use. `max_tokens` is lowered
 * for what is really spent; for what others only hold the request waits, until its patience is over.
 */
export const decide = (wish: Wish, { limits, periods, freesAt }: Situation, useOf: UseOf): Decision => {
  const { worst, maxTokens, isPatienceOver } = wish
  const least = Math.min(leastTokens, maxTokens)
  const rooms = limits.map((limit) => {
    const { spent, reserved } = useOf(limit.account, periods[limit.length])
    const free = limit.amount - spent[limit.unit]
    return {
      limit,
      free,
      spent: spent[limit.unit],
      /** Tokens of output that fit, once everything that runs has cost nothing; and as it is now. */
      later: tokensIn(free, worst, limit.unit),
      now: tokensIn(free - reserved[limit.unit], worst, limit.unit),
    }
  })
  const over = (room: (typeof rooms)[number], isHeld: boolean): Extract<Decision, { type: 'over' }> => ({
    type: 'over',
    over: { ...overOf(room.limit, room.spent, freesAt(room.limit)), ...(isHeld && { isHeld }) },
  })
  const used = latest(
    rooms.filter(({ later }) => later < least),
    freesAt,
  )
  if (used !== undefined) {
    const isClose = rooms.every(({ free, limit }) => tokensIn(free, smaller(worst), limit.unit) >= least)
    const decision = over(used, false)
    return { ...decision, over: { ...decision.over, ...(isClose && { isClose }) } }
  }
  const wanted = Math.min(maxTokens, ...rooms.map(({ later }) => later))
  const granted = Math.min(maxTokens, ...rooms.map(({ now }) => now))
  if (granted >= wanted || (isPatienceOver && granted >= least)) {
    const tokens = Math.min(granted, wanted)
    return {
      type: 'reserved',
      amount: most(worst, tokens),
      inputTokens: worst.inputTokens,
      maxTokens: tokens,
    }
  }
  const tightest = rooms.reduce((a, b) => (b.now < a.now ? b : a))
  return isPatienceOver ? over(tightest, true) : { type: 'wait', account: tightest.limit.account }
}

/** The same request with the smallest input that the estimate can stand for. */
const smaller = (worst: WorstCase): WorstCase => ({
  ...worst,
  input: {
    microDollars: worst.input.microDollars / mostOverestimated,
    tokens: worst.input.tokens / mostOverestimated,
  },
})

/** How many tokens of output fit into what is free; negative where not even the input does. */
const tokensIn = (free: number, { input, perOutputToken }: WorstCase, unit: Unit): number => {
  const left = free - input[unit]
  if (perOutputToken[unit] === 0) return left >= 0 ? Number.MAX_SAFE_INTEGER : -1
  // The amount is rounded up: a whole unit is left for that.
  const tokens = Math.floor(left / perOutputToken[unit])
  return unit === 'microDollars' && Math.ceil(input[unit] + tokens * perOutputToken[unit]) > free
    ? tokens - 1
    : tokens
}

/** Of the allowances that are used up, the one that lasts longest: before it is free again, nothing else helps. */
const latest = <R extends { readonly limit: Limit }>(
  rooms: readonly R[],
  freesAt: Situation['freesAt'],
): R | undefined => rooms.toSorted((a, b) => freesAt(b.limit) - freesAt(a.limit))[0]

const overOf = (
  { scope, setBy, unit, length, amount, granted }: Limit,
  spent: number,
  freesAt: number,
): OverAllowance => ({
  ...{ scope, setBy, unit, length, limit: amount, spent, freesAt },
  ...(granted && { grants: granted.times }),
})
