import { randomBytes } from 'node:crypto'
import { createAlerts } from '../allowances/alerts.ts'
import { type Allowances, createAllowances, type LimitNow, type Spender } from '../allowances/allowances.ts'
import { createCalendar } from '../allowances/calendar.ts'
import { createPseudonym } from '../claude/pseudonym.ts'
import { countedAmount, worstCase } from '../claude/worst-case.ts'
import type { Config } from '../config.ts'
import type { Store } from '../conversation/store.ts'
import type { createPlaces } from '../discord/places.ts'
import type { Notice } from '../discord/screen/notice.ts'
import { amountText, timeFromNow } from '../display/allowance-words.ts'
import { stringsFor } from '../i18n/languages.ts'
import type { ReadSettings } from '../settings/read-settings.ts'
import { settings as settingOf } from '../settings/settings.ts'
import type { Machine } from './machine.ts'

/** What allowances are made from. */
export type AllowanceParts = {
  readonly store: Store
  readonly settings: ReadSettings
  readonly places: ReturnType<typeof createPlaces>
  readonly post: (notice: Notice) => Promise<void>
  readonly onFault: (error: unknown) => void
}

/** What may be used: the operator's bounds and the servers' own, with alerts to moderators and to the log. */
export const connectAllowances = (
  config: Config,
  { clock, log }: Machine,
  { store, settings, places, post, onFault }: AllowanceParts,
): Allowances => {
  const { prices } = config.claude
  const moderatorsOf = async (place: string): Promise<string> =>
    (await settings(place)).get(settingOf.moderators).value
  const allowances = createAllowances({
    ...{ store, clock, calendar: createCalendar(config.timeZone), bounds: config.budget },
    ...(config.ratePerPerson !== undefined && { ratePerPerson: config.ratePerPerson }),
    serverOf: (place) => {
      const { server, channel } = places.locate(place)
      return server === undefined ? undefined : { id: server, channelId: channel }
    },
    rolesOf: places.rolesOf,
    worstCase: (request) => worstCase(request, prices),
    counted: (usage, model) => countedAmount(usage, model, prices),
    isShared: config.sharding !== undefined,
    canAskForMore: async (place) => (await moderatorsOf(place)) !== '',
    onSettled: (spender) => void alert(spender),
  })
  const tell = async (percent: number, limit: LimitNow, { place }: Spender): Promise<void> => {
    const { scope, setBy, unit, length, amount, spent, freesAt, period } = limit
    const about = { percent, scope, setBy, unit, period, amount, spent }
    if (scope === 'bot') return log.warn(about, 'an allowance of the whole bot is nearly used up')
    const channelId = await moderatorsOf(place)
    if (channelId === '') return
    const strings = stringsFor(places.localeOf(places.locate(place).server ?? '') ?? '')
    const content = strings.allowances.alert({
      ...{
        scope,
        length,
        percent,
        channel: `<#${places.locate(place).channel}>`,
        frees: timeFromNow(freesAt),
      },
      ...{ spent: amountText(spent, unit, strings), limit: amountText(amount, unit, strings) },
    })
    await post({ channelId, content, key: `a${percent}${unit[0]}${period}${scope[0]}`.slice(0, 25) })
  }
  const alert = createAlerts({ store, limits: allowances.limits, tell, onFault })
  return allowances
}

/** Names for people towards Anthropic, by a key that the database keeps. */
export const pseudonymsOf = (store: Pick<Store, 'key'>): ((personId: string) => Promise<string>) =>
  createPseudonym(() => store.key('people', () => randomBytes(32).toString('hex')))
