import type { OverAllowance, PeriodLength, Unit } from './allowance.ts'

/** An allowance that more is asked for, and where the question was declined. */
export type MoreWanted = Pick<OverAllowance, 'scope' | 'length' | 'unit'> & AskIn

/** Where moderators are asked. */
type AskIn = NonNullable<OverAllowance['askIn']>

const units = { usd: 'microDollars', tokens: 'tokens' } as const satisfies Record<string, Unit>
const scopes = ['server', 'channel', 'member'] as const
const lengths = ['day', 'month'] as const satisfies readonly PeriodLength[]

/**
 * The id of the button that asks for more, at most 90 characters: it works wherever it is pressed, also from a direct message and
 * in another process.
 *
 * @example moreId(over) // 'member-day-usd-0-1100…-1100…'
 */
export const moreId = ({ scope, length, unit }: OverAllowance, askIn: AskIn): string => {
  const { serverId, channelId, place, grants } = askIn
  const named = [scope, length, unit === 'microDollars' ? 'usd' : unit, grants, serverId, channelId]
  return [...named, ...(place === channelId ? [] : [place])].join('-')
}

/** What such an id asks for; undefined for any other. The id comes from outside. */
export const readMoreId = (id: string): MoreWanted | undefined => {
  const form = /^([a-z]+)-([a-z]+)-(usd|tokens)-(\d{1,4})-(\d{1,20})-(\d{1,20})(?:-(\d{1,20}))?$/
  const [, ofScope, ofLength, ofUnit, grants = '', serverId = '', channelId = '', place = channelId] =
    form.exec(id) ?? []
  const scope = scopes.find((one) => one === ofScope)
  const length = lengths.find((one) => one === ofLength)
  if (scope === undefined || length === undefined) return undefined
  const unit = ofUnit === 'usd' ? units.usd : units.tokens
  return { scope, length, unit, serverId, channelId, place, grants: Number(grants) }
}
