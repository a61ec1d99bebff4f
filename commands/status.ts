import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js'
import about from '../package.json' with { type: 'json' }
import type { PlaceId } from '../src/conversation/turn.ts'
import { placeOf } from '../src/discord/interactions/place-of.ts'
import { modelName } from '../src/display/model-name.ts'
import { localized, stringsFor } from '../src/i18n/languages.ts'
import type { Strings } from '../src/i18n/strings.ts'
import { isOwn } from '../src/operate/health.ts'
import { settings as definitions } from '../src/settings/settings.ts'
import { walk } from '../src/settings/walk.ts'
import type { App, Command } from './command.ts'

/** `/status`: what works, what does not, and since when; for those who manage the server, to them alone. */
export const status = {
  definition: {
    ...localized(({ commands }) => commands.status),
    type: ApplicationCommandType.ChatInput,
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    // Discord checks it, and lets a server give the command to others under Integrations.
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  },
  run: {
    answers: 'private',
    run: async (interaction, app) => {
      const model = modelName(await modelIn(placeOf(interaction), app))
      return { shown: lines(interaction, model, app).join('\n') }
    },
  },
} as const satisfies Command

/** The model of a channel; the operator's where the store cannot be read, since that is what one wants to hear of here. */
const modelIn = async (place: PlaceId, { settings, operator }: App): Promise<string> => {
  const here = await settings(place).catch(() => walk(operator, []))
  return here.get(definitions.model).value
}

/** A time as each reader's Discord draws it, in words (https://docs.discord.com/developers/reference#message-formatting). */
const ago = (ms: number): string => `<t:${Math.floor(ms / 1000)}:R>`

const lines = (interaction: ChatInputCommandInteraction, model: string, app: App): readonly string[] => {
  const { condition } = stringsFor(interaction.locale)
  const { startedAt, connectedSince, store, bot, claude } = app.health.report()
  const { ping } = interaction.client.ws
  const { active, waiting } = app.replies.count()
  const isForOperator = [store, bot, claude].some((trouble) => trouble && isOwn(trouble.kind))
  return [
    condition.running(about.version, ago(startedAt)),
    connectedSince === undefined
      ? condition.reconnecting
      : condition.connected(ago(connectedSince), ping >= 0 ? ping.toFixed(0) : undefined),
    claudeLine(model, app, condition),
    store ? condition.notSaving(ago(store.since)) : condition.saving,
    ...(bot ? [condition.ownFault(bot.count, ago(bot.since))] : []),
    condition.now(active, waiting),
    ...(isForOperator ? [condition.tellOperator] : []),
  ]
}

const claudeLine = (model: string, { health }: App, condition: Strings['condition']): string => {
  const { answeredAt, claude } = health.report()
  if (claude) return condition.claude(claude.kind, claude.count, ago(claude.since))
  return answeredAt === undefined ? condition.notAsked(model) : condition.answering(model, ago(answeredAt))
}
