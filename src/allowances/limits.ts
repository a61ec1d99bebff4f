import type {
  Account,
  Allowance,
  Extra,
  OverAllowance,
  Payer,
  PeriodLength,
  Unit,
} from '../conversation/allowance.ts'

/** What one account may use in a period. */
export type Limit = Pick<OverAllowance, 'scope' | 'setBy' | 'unit' | 'length'> & {
  readonly account: Account
  /** With what was allowed on top. */
  readonly amount: number
  /** What moderators have allowed on top today, and how often; absent if never. */
  readonly granted?: { readonly amount: number; readonly times: number }
}

/** What the operator allows, in millionths of a US dollar. */
export type OperatorBounds = {
  /** The whole bot. */
  readonly day?: number
  readonly month?: number
  /** Each server. */
  readonly serverDay?: number
  /** Each person, in all places together. */
  readonly personDay?: number
}

/** What a server has decided. */
export type ServerAllowances = {
  readonly allowances: readonly Allowance[]
  /** What moderators have allowed on top today. */
  readonly extras: readonly Extra[]
  /** The roles of the member who pays. */
  readonly roles: readonly string[]
}

export const noServer: ServerAllowances = { allowances: [], extras: [], roles: [] }

/**
 * Everything that limits a payer. Of a member's own allowances the one by name counts; otherwise the best of the roles;
 * otherwise that of `@everyone`, whose role has the server's id.
 */
export const limitsOf = (
  payer: Payer,
  bounds: OperatorBounds,
  { allowances, extras, roles }: ServerAllowances,
): readonly Limit[] => [
  ...operatorLimits(payer, bounds),
  ...serverLimits(payer, allowances, roles).map((limit) => raised(limit, extras)),
]

const operatorLimits = (
  { personId, server }: Payer,
  { day, month, serverDay, personDay }: OperatorBounds,
): readonly Limit[] => {
  const limit = (
    scope: 'bot' | 'server' | 'person',
    account: Account,
    length: PeriodLength,
    amount: number | undefined,
  ): readonly Limit[] =>
    amount === undefined ? [] : [{ scope, account, length, amount, unit: 'microDollars', setBy: 'operator' }]
  return [
    ...limit('bot', 'bot', 'day', day),
    ...limit('bot', 'bot', 'month', month),
    ...(server ? limit('server', `server:${server.id}`, 'day', serverDay) : []),
    ...limit('person', `person:${personId}`, 'day', personDay),
  ]
}

const kinds = [
  { length: 'day', unit: 'microDollars' },
  { length: 'day', unit: 'tokens' },
  { length: 'month', unit: 'microDollars' },
  { length: 'month', unit: 'tokens' },
] as const satisfies readonly { readonly length: PeriodLength; readonly unit: Unit }[]

const serverLimits = (
  { personId, server }: Payer,
  allowances: readonly Allowance[],
  roles: readonly string[],
): readonly Limit[] => {
  if (server === undefined) return []
  return kinds.flatMap(({ length, unit }) => {
    const of = (subject: string): readonly number[] =>
      allowances
        .filter((each) => each.subject === subject && each.length === length && each.unit === unit)
        .map(({ amount }) => amount)
    const limit = (scope: Limit['scope'], account: Account, amounts: readonly number[]): readonly Limit[] =>
      amounts.length === 0
        ? []
        : [{ scope, account, length, unit, amount: Math.max(...amounts), setBy: 'server' }]
    const named = of(`person:${personId}`)
    const byRole = roles.filter((role) => role !== server.id).flatMap((role) => of(`role:${role}`))
    const own = [named, byRole, of(`role:${server.id}`)].find((amounts) => amounts.length > 0) ?? []
    return [
      ...limit('server', `server:${server.id}`, of('server')),
      ...limit('channel', `channel:${server.channelId}`, of(`channel:${server.channelId}`)),
      ...limit('member', `member:${server.id}:${personId}`, own),
    ]
  })
}

const raised = (limit: Limit, extras: readonly Extra[]): Limit => {
  const { account, length, unit } = limit
  const own = extras.filter(
    (extra) => extra.account === account && extra.length === length && extra.unit === unit,
  )
  if (own.length === 0) return limit
  const amount = own.reduce((sum, extra) => sum + extra.amount, 0)
  return { ...limit, amount: limit.amount + amount, granted: { amount, times: own.length } }
}
