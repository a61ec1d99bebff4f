import type {
  Account,
  Allowance,
  Decision,
  Extra,
  MoreRequest,
  PeriodLength,
  Reservation,
  Reserving,
  Unit,
  UseOf,
} from './allowance.ts'
import type { Answer } from './turn.ts'
import type { Usage } from './usage.ts'

/** An answer that has begun with its reservation, or why it has not. */
export type BegunOrNot =
  | { readonly type: 'begun'; readonly answer: Answer; readonly maxTokens: number }
  | Exclude<Decision, { type: 'reserved' }>

/** What one person has used of one model on one day. */
export type DayOfUsage = {
  /** Such as `2026-11-29`, in the time zone that was asked for. */
  readonly day: string
  readonly model: string
  readonly speakerId: string
  readonly requests: number
  readonly usage: Usage
  /** US dollars, without the requests whose price is not known. */
  readonly dollars: number
  /** The number of requests whose price is not known. */
  readonly unpriced: number
}

/** Which usage: from `since` to before `until`, in ms since 1970; of a server, of a person, of both, or all. */
export type UsageQuery = {
  readonly since: number
  readonly until: number
  readonly serverId?: string
  readonly speakerId?: string
  /** An IANA name: where its days begin. */
  readonly timeZone: string
}

/** One alert: a share of an allowance that is used, in percent. */
export type Alert = {
  readonly account: Account
  readonly period: string
  readonly unit: Unit
  readonly percent: number
}

/** The part of the store that counts what is used and what may be. */
export type AllowanceStore = {
  /** Reserves for a request that is about to be made, in one transaction with the decision. */
  readonly reserve: (id: string, reserving: Reserving) => Promise<Decision>
  /** As `beginAnswer`, or as `reopenAnswer`, in one transaction with the reservation; changes nothing where there is none. */
  readonly beginReserved: (
    begin: { readonly questionId: string; readonly model: string } | { readonly answerId: string },
    reserving: Reserving,
  ) => Promise<BegunOrNot>
  /** Gives a reservation back of which nothing was used. One that is settled is let go. */
  readonly release: (id: string) => Promise<void>
  /**
   * Reservations that a process which is gone has left: those of these answers, and those of requests for anything else, which
   * nobody else gets. Every reservation where one process alone uses the database.
   */
  readonly reservations: (
    answers: readonly Pick<Answer, 'id' | 'revision'>[],
  ) => Promise<readonly Reservation[]>
  /** The use of some accounts, in whatever periods they are asked for. */
  readonly uses: (accounts: readonly Account[], periods: readonly string[]) => Promise<UseOf>
  /** Deletes the use of periods before `period`, with their alerts and requests for more. A day is after its month's name. */
  readonly dropUsesBefore: (period: string) => Promise<void>

  readonly allowances: (serverId: string) => Promise<readonly Allowance[]>
  /** Sets an allowance of a server in place of the one with the same subject, length and unit. */
  readonly setAllowance: (serverId: string, allowance: Allowance) => Promise<void>
  /** Deletes the allowances of a subject, those of one length or unit only if given; of the whole server if no subject is. */
  readonly clearAllowances: (
    serverId: string,
    which: { readonly subject?: string; readonly length?: PeriodLength; readonly unit?: Unit },
  ) => Promise<number>

  /**
   * Stores that somebody asks for more. Gives `asked-before`, and stores nothing, if more of the same allowance was asked for on
   * the same day and moderators have not allowed it yet.
   */
  readonly askForMore: (request: Omit<MoreRequest, 'id'>) => Promise<MoreRequest | 'asked-before'>
  /** Takes a request back that nobody was told of. */
  readonly withdrawMore: (id: string) => Promise<void>
  readonly moreRequest: (id: string) => Promise<MoreRequest | null>
  /** Allows what was asked for, once. Gives the request; null if it was allowed before or is not there. */
  readonly allowMore: (id: string, by: string) => Promise<MoreRequest | null>
  /** What was allowed on top, on a day. */
  readonly extras: (serverId: string, day: string) => Promise<readonly Extra[]>
  /** Records that an alert is given. False if it was given before. */
  readonly firstAlert: (alert: Alert) => Promise<boolean>

  /**
   * Counts a question of a person, of whom `most` are counted within so many ms. Gives 0, or how long it takes, in ms, until another
   * one is counted.
   */
  readonly countQuestion: (
    personId: string,
    rate: { readonly most: number; readonly within: number },
  ) => Promise<number>
  /** A key that is made once, of 32 random bytes in hex, and kept. */
  readonly key: (name: string, random: () => string) => Promise<string>

  /** Usage by day, model and person, in the order of the days. */
  readonly usageByDay: (query: UsageQuery) => Promise<readonly DayOfUsage[]>
}
