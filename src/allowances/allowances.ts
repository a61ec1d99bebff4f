import type { Clock } from '../clock.ts'
import {
  type Account,
  type Amount,
  accountsOf,
  type Decision,
  type OverAllowance,
  type Payer,
  type Periods,
  type Reserving,
  type WorstCase,
} from '../conversation/allowance.ts'
import type { AllowanceStore } from '../conversation/allowance-store.ts'
import { Failed, type Failure } from '../conversation/failure.ts'
import type { PlaceId } from '../conversation/turn.ts'
import type { Usage } from '../conversation/usage.ts'
import type { Calendar } from './calendar.ts'
import { decide, type Situation } from './decide.ts'
import { type Limit, limitsOf, noServer, type OperatorBounds, type ServerAllowances } from './limits.ts'
import { createSettlements } from './settlements.ts'

/** Who causes requests, and where. */
export type Spender = {
  readonly personId: string
  readonly place: PlaceId
  /** The server and channel of the place, where another process may be in that server. */
  readonly server?: NonNullable<Payer['server']>
}

/** A request that is about to be made. */
export type NewRequest = {
  readonly model: string
  readonly inputTokens: number
  readonly maxTokens: number
  readonly webSearch: boolean
  /** What has been used of its reservation already: of one that goes on after a pause. */
  readonly used?: Usage
}

/** How often, in ms, it is looked whether another process has settled what is waited for. */
const sharedLook = 2_000

type Refused = Exclude<Decision, { type: 'reserved' }>

/** What may be used. Everything that asks Claude goes through here, before and after. */
export type Allowances = {
  /**
   * Has `reserve` reserve the most that a request can use. Waits while other requests hold what it needs. Throws `Failed` of kind
   * `over-allowance` where it does not fit, and the signal's reason when that aborts.
   *
   * @example
   * const { maxTokens } = await allowances.hold(spender, request, signal, (reserving) => store.reserve(id, reserving))
   */
  readonly hold: <T extends object>(
    spender: Spender,
    request: NewRequest,
    signal: AbortSignal,
    reserve: (reserving: Reserving) => Promise<T | Refused>,
  ) => Promise<T>
  /** The same without waiting: undefined where it does not fit. */
  readonly tryHold: (
    spender: Spender,
    request: NewRequest,
    reserve: (reserving: Reserving) => Promise<Decision>,
  ) => Promise<Extract<Decision, { type: 'reserved' }> | undefined>
  /** What a usage counts. */
  readonly counted: (usage: Usage, model: string) => Amount
  /** Told that something of a spender's was settled: who waits for that tries again. */
  readonly settled: (spender: Spender) => void
  /**
   * Counts a question, and gives why it may not be asked: too many within a minute, or nothing is left at all. What is left may
   * still be too little, which `hold` finds.
   */
  readonly admit: (spender: Spender) => Promise<Failure | undefined>
  /** The names of the day and the month. */
  readonly periods: () => Periods
  /** When the next day begins, in ms since 1970. */
  readonly tomorrow: () => number
  /** Everything that limits a spender now, with what is used of it. */
  readonly limits: (spender: Spender) => Promise<readonly LimitNow[]>
}

/** A limit and its use in the period that runs. */
export type LimitNow = Limit & {
  readonly period: string
  readonly spent: number
  readonly freesAt: number
}

/** What allowances are worked out from. */
export type AllowanceSources = {
  readonly store: Pick<AllowanceStore, 'allowances' | 'extras' | 'uses' | 'countQuestion'>
  readonly clock: Clock
  readonly calendar: Calendar
  readonly bounds: OperatorBounds
  /** How many questions a person may ask within a minute; as many as they like if absent. */
  readonly ratePerPerson?: number
  /** The server and channel of a place; undefined outside of servers that the bot is in. */
  readonly serverOf: (place: PlaceId) => Payer['server'] | undefined
  /** The roles of a member. */
  readonly rolesOf: (serverId: string, personId: string) => Promise<readonly string[]>
  readonly worstCase: (request: Omit<NewRequest, 'maxTokens' | 'used'>) => WorstCase
  readonly counted: Allowances['counted']
  /** Whether moderators of the place can be asked for more. */
  readonly canAskForMore: (place: PlaceId) => Promise<boolean>
  /** Whether other processes use the same allowances. */
  readonly isShared?: boolean
  /** Called after a spender's request was settled. */
  readonly onSettled?: (spender: Spender) => void
}

export const createAllowances = (sources: AllowanceSources): Allowances => {
  const { clock, worstCase, counted, onSettled } = sources
  const settlements = createSettlements(clock, sources.isShared ? { lookEvery: sharedLook } : {})
  const payerOf = ({ personId, place, server: known }: Spender): Payer => {
    const server = known ?? sources.serverOf(place)
    return { personId, ...(server && { server }) }
  }
  const worstOf = (request: NewRequest): WorstCase => {
    const worst = worstCase(request)
    const used = request.used && counted(request.used, request.model)
    return used === undefined ? worst : { ...worst, input: sum(worst.input, used) }
  }
  const declined = async (spender: Spender, over: OverAllowance | undefined): Promise<Failed> => {
    if (over === undefined) return new Failed({ kind: 'over-allowance' })
    const { place } = spender
    const { server } = payerOf(spender)
    const { scope, setBy, unit, length, limit, spent, freesAt, isHeld, isClose, grants = 0 } = over
    const isTheirs = setBy === 'server' && !isHeld
    const mayAsk = server !== undefined && isTheirs && (await sources.canAskForMore(place))
    const askIn = mayAsk && { serverId: server.id, channelId: server.channelId, place, grants }
    const named = { scope, setBy, unit, length, limit, spent, freesAt, ...(isHeld && { isHeld }) }
    return new Failed({
      kind: 'over-allowance',
      over: { ...named, ...(isClose && { isClose }), ...(askIn && { askIn }) },
    })
  }
  /** Tries once, by the allowances of this moment. */
  const attempt = async <T>(
    spender: Spender,
    request: NewRequest,
    reserve: (reserving: Reserving) => Promise<T>,
    isPatienceOver: boolean,
  ): Promise<T> => {
    const payer = payerOf(spender)
    const situation = await situationOf(payer, sources)
    const wish = { worst: worstOf(request), maxTokens: request.maxTokens, isPatienceOver }
    return reserve({
      ...{ payer, model: request.model, periods: situation.periods },
      decide: (useOf) => decide(wish, situation, useOf),
    })
  }
  const waitFor = async <T extends object>(
    account: Account,
    signal: AbortSignal,
    again: (isPatienceOver: boolean) => Promise<T | Refused>,
  ): Promise<T | Refused> => {
    const waiting = settlements.join(account, signal)
    try {
      for (;;) {
        const result = await again((await waiting.next()) === 'patience-over')
        if (!isWaiting(result)) return result
      }
    } finally {
      waiting.leave()
    }
  }
  return {
    counted,
    hold: async (spender, request, signal, reserve) => {
      const again = (isPatienceOver: boolean) => attempt(spender, request, reserve, isPatienceOver)
      const first = await again(false)
      const result = isWaiting(first) ? await waitFor(first.account, signal, again) : first
      if (!isRefused(result)) return result
      throw await declined(spender, result.type === 'over' ? result.over : undefined)
    },
    tryHold: async (spender, request, reserve) => {
      const result = await attempt(spender, request, reserve, true)
      return result.type === 'reserved' ? result : undefined
    },
    settled: (spender) => {
      settlements.settled(accountsOf(payerOf(spender)))
      onSettled?.(spender)
    },
    periods: () => sources.calendar.periodsOf(clock.now()),
    tomorrow: () => sources.calendar.nextBegins(clock.now(), 'day'),
    admit: async (spender) => {
      const retryAfter = await tooFast(spender, sources)
      if (retryAfter > 0) return { kind: 'too-fast', retryAfter }
      const limits = await limitsNow(payerOf(spender), sources)
      const used = limits.filter(({ amount, spent }) => spent >= amount)
      const [last] = used.toSorted((a, b) => b.freesAt - a.freesAt)
      return (
        last &&
        (await declined(spender, { ...last, limit: last.amount, grants: last.granted?.times ?? 0 })).failure
      )
    },
    limits: (spender) => limitsNow(payerOf(spender), sources),
  }
}

/** How long, in ms, a person must wait before the next question; 0 if they need not. */
const tooFast = async ({ personId }: Spender, { store, ratePerPerson }: AllowanceSources): Promise<number> =>
  ratePerPerson === undefined ? 0 : store.countQuestion(personId, { most: ratePerPerson, within: 60_000 })

const isWaiting = (result: object): result is Extract<Decision, { type: 'wait' }> =>
  'type' in result && result.type === 'wait'

const isRefused = <T extends object>(result: T | Refused): result is Refused =>
  'type' in result && (result.type === 'wait' || result.type === 'over')

const sum = (a: Amount, b: Amount): Amount => ({
  microDollars: a.microDollars + b.microDollars,
  tokens: a.tokens + b.tokens,
})

const situationOf = async (payer: Payer, sources: AllowanceSources): Promise<Situation> => {
  const { clock, calendar, bounds } = sources
  const now = clock.now()
  const periods = calendar.periodsOf(now)
  const limits = limitsOf(payer, bounds, await serverAllowances(payer, periods.day, sources))
  return { limits, periods, freesAt: ({ length }) => calendar.nextBegins(now, length) }
}

const limitsNow = async (payer: Payer, sources: AllowanceSources): Promise<readonly LimitNow[]> => {
  const { limits, periods, freesAt } = await situationOf(payer, sources)
  const accounts = [...new Set(limits.map(({ account }) => account))]
  const useOf = await sources.store.uses(accounts, Object.values(periods))
  return limits.map((limit) => {
    const period = periods[limit.length]
    const { spent } = useOf(limit.account, period)
    return { ...limit, period, spent: spent[limit.unit], freesAt: freesAt(limit) }
  })
}

const serverAllowances = async (
  { personId, server }: Payer,
  day: string,
  { store, rolesOf }: AllowanceSources,
): Promise<ServerAllowances> => {
  if (server === undefined) return noServer
  const allowances = await store.allowances(server.id)
  if (allowances.length === 0) return noServer
  const isByRole = allowances.some(({ subject }) => subject.startsWith('role:'))
  const [extras, roles] = await Promise.all([
    store.extras(server.id, day),
    isByRole ? rolesOf(server.id, personId) : [],
  ])
  return { allowances, extras, roles }
}
