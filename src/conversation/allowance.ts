/** What requests use: millionths of a US dollar, rounded up, and tokens of every kind. Both are whole numbers. */
export type Amount = { readonly microDollars: number; readonly tokens: number }

/** What an allowance is counted in. */
export type Unit = keyof Amount

/** A calendar day or month, in the operator's time zone. */
export type PeriodLength = 'day' | 'month'

/** The names of the day and the month of a moment, such as `2026-11-29` and `2026-11`. */
export type Periods = Readonly<Record<PeriodLength, string>>

export const nothing: Amount = { microDollars: 0, tokens: 0 }

/** The most that a request can use: what it uses in any case, and what each token of output adds. */
export type WorstCase = {
  /** About how many tokens its input has. */
  readonly inputTokens: number
  readonly input: Amount
  /** For one token of output; `microDollars` may have a fraction. */
  readonly perOutputToken: Amount
}

/** Who pays for a request, and where: without a server in direct messages and where a person has brought the app along. */
export type Payer = {
  readonly personId: string
  readonly server?: {
    readonly id: string
    /** Of a thread, the channel that it belongs to. */
    readonly channelId: string
  }
}

/** Whose use is counted together: everybody's, or a person's, server's, channel's, or that of one member in one server. */
export type Account =
  | 'bot'
  | `person:${string}`
  | `server:${string}`
  | `channel:${string}`
  | `member:${string}:${string}`

/** Every account that a payer's requests count to. */
export const accountsOf = ({ personId, server }: Payer): readonly Account[] => [
  'bot',
  `person:${personId}`,
  ...(server
    ? ([`server:${server.id}`, `channel:${server.channelId}`, `member:${server.id}:${personId}`] as const)
    : []),
]

/** What an account has used in a period, and what the requests that run could still use. */
export type Use = { readonly spent: Amount; readonly reserved: Amount }

/** Gives the use of an account in a period. */
export type UseOf = (account: Account, period: string) => Use

/** An allowance that is used up, and what one may know of it. */
export type OverAllowance = {
  /** Whose it is. `member`: one person's in this server; `person`: one person's everywhere. */
  readonly scope: 'bot' | 'server' | 'channel' | 'person' | 'member'
  readonly setBy: 'operator' | 'server'
  readonly unit: Unit
  readonly length: PeriodLength
  readonly limit: number
  readonly spent: number
  /** When the next period begins, in ms since 1970. */
  readonly freesAt: number
  /** Whether it would do if the input were much smaller than estimated, so that it is worth counting. */
  readonly isClose?: boolean
  /** How often moderators have allowed more today. */
  readonly grants?: number
  /** Whether replies that are being written hold the rest, so that some of it may come back in a minute. */
  readonly isHeld?: boolean
  /**
   * Where moderators can be asked for more: the place where the question was declined, its channel and server, and how often more
   * was allowed today. Absent where they cannot be asked.
   */
  readonly askIn?: {
    readonly serverId: string
    readonly channelId: string
    readonly place: string
    readonly grants: number
  }
}

/** What becomes of a request that is about to be made. */
export type Decision =
  | {
      readonly type: 'reserved'
      /** The most that it can use. */
      readonly amount: Amount
      /** About how many tokens its input has. */
      readonly inputTokens: number
      /** `max_tokens`, lowered where the allowance asks for it. */
      readonly maxTokens: number
    }
  /** Requests that run hold what it needs. */
  | { readonly type: 'wait'; readonly account: Account }
  | { readonly type: 'over'; readonly over: OverAllowance }

/** A reservation that is to be made. */
export type Reserving = {
  readonly payer: Payer
  readonly periods: Periods
  readonly model: string
  /** Decides by the use at that moment, within the transaction. Must be pure. */
  readonly decide: (useOf: UseOf) => Decision
}

/** A reservation that is not settled. */
export type Reservation = {
  /** `<answer id>:<revision>` of the request for an answer; anything else of other requests. */
  readonly id: string
  readonly payer: Payer
  readonly model: string
  readonly amount: Amount
  readonly inputTokens: number
}

/** The id of the reservation for what is being written of an answer. */
export const reservationId = ({ id, revision }: { readonly id: string; readonly revision: number }): string =>
  `${id}:${revision}`

/** What a server's own allowance is about: the server or a channel, all together; or each member by a role or by name. */
export type Subject = 'server' | `channel:${string}` | `role:${string}` | `person:${string}`

/** What a server allows by itself. The operator's bounds hold beside it. */
export type Allowance = {
  readonly subject: Subject
  readonly length: PeriodLength
  readonly unit: Unit
  readonly amount: number
}

/** Somebody's wish for more, for one day. */
export type MoreRequest = {
  readonly id: string
  readonly serverId: string
  /** Who has asked. */
  readonly personId: string
  /** Where it was asked. */
  readonly channelId: string
  readonly account: Account
  readonly length: PeriodLength
  readonly unit: Unit
  /** How much more, if it is allowed. */
  readonly amount: number
  readonly day: string
}

/** More that a moderator has allowed for a day. */
export type Extra = Pick<MoreRequest, 'account' | 'length' | 'unit' | 'amount'>
