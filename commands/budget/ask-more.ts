import type { ButtonInteraction } from 'discord.js'
import type { LimitNow } from '../../src/allowances/allowances.ts'
import type { MoreRequest } from '../../src/conversation/allowance.ts'
import { readMoreId } from '../../src/conversation/more-id.ts'
import type { Outcome } from '../../src/discord/interactions/handler.ts'
import { amountText } from '../../src/display/allowance-words.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { Strings } from '../../src/i18n/strings.ts'
import { settings } from '../../src/settings/settings.ts'
import type { App, Press } from '../command.ts'
import { localeOfServer } from './home-server.ts'

/** The part of an allowance for a month that moderators can allow on top for one day. */
const partOfMonth = 10

/** How much more can be allowed for a day: as much as the day's allowance again. */
const moreOf = ({ amount, granted, length }: LimitNow): number => {
  const own = amount - (granted?.amount ?? 0)
  return length === 'day' ? own : Math.ceil(own / partOfMonth)
}

/**
 * Ask a moderator for more: one message to the server's moderators. It works again once they have allowed it and that is used up
 * too. The button can be in a direct message.
 */
export const askMore: Press = {
  answers: 'private',
  run: async (interaction, app, id) => {
    const { allowances } = stringsFor(interaction.locale)
    const wanted = readMoreId(id)
    const locale = wanted && (await localeOfServer(interaction, wanted.serverId))
    if (wanted === undefined || locale === undefined) return { shown: allowances.noLimit }
    const { serverId, channelId, place, scope, length, unit, grants } = wanted
    const { user } = interaction
    const server = { id: serverId, channelId }
    const limits = await app.allowances.limits({ personId: user.id, place, server })
    const limit = limits.find(
      (one) => one.setBy === 'server' && one.scope === scope && one.length === length && one.unit === unit,
    )
    if (limit === undefined) return { shown: allowances.noLimit }
    if ((limit.granted?.times ?? 0) > grants) return { shown: allowances.allowedSince }
    const location = { server: serverId, channel: channelId }
    const moderators = (await app.settings(location)).get(settings.moderators).value
    if (moderators === '') return { shown: allowances.noModerators }
    const asked = await app.store.askForMore({
      ...{ serverId, personId: user.id, channelId: place, account: limit.account, length, unit },
      ...{ amount: moreOf(limit), day: app.allowances.periods().day },
    })
    if (asked === 'asked-before') return { shown: allowances.askedBefore }
    return tell(asked, limit, moderators, interaction, stringsFor(locale), app)
  },
}

/** Tells the moderators, in the language of their server. */
const tell = async (
  request: MoreRequest,
  { scope, length, unit, amount, spent }: LimitNow,
  moderators: string,
  interaction: ButtonInteraction,
  theirs: Strings,
  app: App,
): Promise<Outcome> => {
  const channel = `<#${request.channelId}>`
  const content = theirs.allowances.wish({
    ...{ scope, length, person: `<@${request.personId}>`, channel },
    spent: amountText(spent, unit, theirs),
    limit: amountText(amount, unit, theirs),
  })
  const label = theirs.allowances.allowToday(amountText(request.amount, unit, theirs))
  const { allowances } = stringsFor(interaction.locale)
  try {
    const controls = [{ action: 'allow-today', id: request.id, label } as const]
    await app.post({ channelId: moderators, content, controls, key: `more${interaction.id}` })
    return { shown: allowances.asked(channel) }
  } catch {
    // Nobody was told of it: they can ask again once that can be mended.
    await app.store.withdrawMore(request.id)
    return { shown: allowances.noModerators }
  }
}
