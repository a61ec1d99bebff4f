import type { LimitNow } from '../../src/allowances/allowances.ts'
import type { Account, Allowance, Subject } from '../../src/conversation/allowance.ts'
import { placeOf } from '../../src/discord/interactions/place-of.ts'
import { amountText, timeFromNow } from '../../src/display/allowance-words.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import { cut } from '../../src/markdown/cut.ts'
import type { App } from '../command.ts'

/** Where the list is asked for. */
export type BudgetInteraction = Parameters<typeof placeOf>[0] & { readonly locale: string }

/** The most characters of the list: Discord takes 2,000. */
const longest = 1_800

/** What a server allows and what its operator does, with what is used of it. */
export const budgetLines = async (
  interaction: BudgetInteraction,
  guildId: string,
  app: App,
): Promise<readonly string[]> => {
  const strings = stringsFor(interaction.locale)
  const { allowances } = strings
  const place = placeOf(interaction)
  const now = await app.allowances.limits({ personId: interaction.user.id, place })
  const own = await app.store.allowances(guildId)
  const periods = app.allowances.periods()
  const useOf = await app.store.uses(own.flatMap(accountOf(guildId)), Object.values(periods))
  const line = ({ subject, length, unit, amount }: Allowance): string => {
    const [account] = accountOf(guildId)({ subject })
    const spent = account && useOf(account, periods[length]).spent[unit]
    const used = spent === undefined ? undefined : amountText(spent, unit, strings)
    return `- ${allowances.line(subject, length, amountText(amount, unit, strings), used)}`
  }
  const bounds = now.filter(({ setBy, scope }) => setBy === 'operator' && scope !== 'bot')
  const lines = own.length === 0 ? [allowances.none] : [allowances.ofServer, ...own.map(line)]
  return [
    ...cut(lines.join('\n'), longest).split('\n'),
    ...(bounds.length === 0 ? [] : [allowances.ofOperator]),
    ...bounds.map((bound) => `- ${boundLine(bound, interaction.user.id, strings)}`),
    `-# ${allowances.startsOver(timeFromNow(app.allowances.tomorrow()))}`,
  ]
}

/** Whose use is told: that of one member is no one else's business, and that of a role is nobody's. */
const accountOf =
  (guildId: string) =>
  ({ subject }: Pick<Allowance, 'subject'>): readonly Account[] => {
    if (subject === 'server') return [`server:${guildId}`]
    if (subject.startsWith('channel:')) return [`channel:${subject.slice('channel:'.length)}`]
    return []
  }

const boundLine = (
  { scope, length, unit, amount, spent }: LimitNow,
  userId: string,
  strings: ReturnType<typeof stringsFor>,
): string => {
  const subject: Subject = scope === 'server' ? 'server' : `person:${userId}`
  const used = scope === 'server' ? amountText(spent, unit, strings) : undefined
  const limit = amountText(amount, unit, strings)
  return scope === 'server'
    ? strings.allowances.line(subject, length, limit, used)
    : strings.allowances.eachPerson(length, limit)
}
