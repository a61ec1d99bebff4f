import { type ButtonInteraction, Locale } from 'discord.js'
import type { LimitNow } from '../../src/allowances/allowances.ts'
import type { MoreRequest } from '../../src/conversation/allowance.ts'
import type { Outcome } from '../../src/discord/interactions/handler.ts'
import { placeOf } from '../../src/discord/interactions/place-of.ts'
import { amountText } from '../../src/display/allowance-words.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import { settings } from '../../src/settings/settings.ts'
import type { App, Press } from '../command.ts'

/** The part of an allowance for a month that moderators can allow on top for one day. */
const partOfMonth = 10

/** How much more can be allowed for a day: as much as the day's allowance again. */
const moreOf = ({ amount, length }: LimitNow): number =>
  length === 'day' ? amount : Math.ceil(amount / partOfMonth)

/** Ask a moderator for more: one message to the server's moderators, once a day for each allowance. */
export const askMore: Press = {
  answers: 'private',
  run: async (interaction, app, id) => {
    const { allowances } = stringsFor(interaction.locale)
    const place = placeOf(interaction)
    const limits = await app.allowances.limits({ personId: interaction.user.id, place })
    const limit = limits.find(
      ({ scope, length, unit, setBy }) => setBy === 'server' && `${scope}-${length}-${unit}` === id,
    )
    if (limit === undefined || interaction.guildId === null) return { shown: allowances.noLimit }
    const channelId = (await app.settings(place)).get(settings.moderators).value
    if (channelId === '') return { shown: allowances.noModerators }
    const asked = await app.store.askForMore({
      ...{ serverId: interaction.guildId, personId: interaction.user.id, channelId: place },
      ...{ account: limit.account, length: limit.length, unit: limit.unit },
      ...{ amount: moreOf(limit), day: app.allowances.periods().day },
    })
    if (asked === 'asked-before') return { shown: allowances.askedBefore }
    return tell(asked, limit, channelId, interaction, app)
  },
}

/** Tells the moderators, in the language of their server. */
const tell = async (
  request: MoreRequest,
  { scope, length, unit, amount, spent }: LimitNow,
  channelId: string,
  interaction: ButtonInteraction,
  app: App,
): Promise<Outcome> => {
  const strings = stringsFor(interaction.guildLocale ?? Locale.EnglishUS)
  const content = strings.allowances.wish({
    ...{ scope, length, person: `<@${request.personId}>`, channel: `<#${request.channelId}>` },
    spent: amountText(spent, unit, strings),
    limit: amountText(amount, unit, strings),
  })
  const label = strings.allowances.allowToday(amountText(request.amount, unit, strings))
  const { allowances } = stringsFor(interaction.locale)
  try {
    const controls = [{ action: 'allow-today', id: request.id, label } as const]
    await app.post({ channelId, content, controls, key: `more${interaction.id}` })
    return { shown: allowances.asked }
  } catch {
    // Nobody was told of it: they can ask again once that can be mended.
    await app.store.withdrawMore(request.id)
    return { shown: allowances.noModerators }
  }
}
