import { type BaseInteraction, type ButtonInteraction, Locale, PermissionFlagsBits } from 'discord.js'
import type { MoreRequest } from '../../src/conversation/allowance.ts'
import { actorOf } from '../../src/discord/interactions/actor.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { App, Press } from '../command.ts'

/** Moderators, and those who may set allowances anyway. */
const mayAllow = (interaction: BaseInteraction): boolean =>
  actorOf(interaction).isModerator ||
  (interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false)

/** Allow today: what was asked for counts until the day is over. It works once. */
export const allowToday: Press = {
  answers: 'update',
  may: (interaction) =>
    mayAllow(interaction) ? undefined : stringsFor(interaction.locale).allowances.moderatorsOnly,
  run: async (interaction, app, id) => {
    const { allowances } = stringsFor(interaction.locale)
    const request = await app.store.moreRequest(id)
    if (request?.serverId !== interaction.guildId || request === null)
      return { refused: allowances.requestGone }
    if (request.day !== app.allowances.periods().day)
      return ended(interaction, guildStrings(interaction).tooLate)
    const allowed = await app.store.allowMore(id, interaction.user.id)
    if (allowed === null) return { refused: allowances.allowedBefore }
    app.allowances.settled({ personId: request.personId, place: request.channelId })
    tellPerson(request, interaction, app).catch(app.onFault)
    return ended(interaction, guildStrings(interaction).allowedBy(`<@${interaction.user.id}>`))
  },
}

const guildStrings = ({ guildLocale }: ButtonInteraction) =>
  stringsFor(guildLocale ?? Locale.EnglishUS).allowances

/** The request with what has become of it, and no button any more. */
const ended = ({ message }: ButtonInteraction, line: string) => ({
  shown: { content: `${message.content}\n-# ${line}`, components: [] },
})

/** Says where it was asked that there is more. */
const tellPerson = (
  { id, personId, channelId }: MoreRequest,
  interaction: ButtonInteraction,
  { post }: App,
): Promise<void> =>
  post({
    channelId,
    content: guildStrings(interaction).allowedNow(`<@${personId}>`),
    pings: personId,
    key: `ok${id}`.replaceAll('-', '').slice(0, 25),
  })
