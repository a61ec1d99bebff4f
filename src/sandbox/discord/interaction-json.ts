import { channelJson } from './channel.ts'
import { FILE_BYTES } from './files.ts'
import { memberJson } from './guild.ts'
import { type Interaction, integrationOwners, interactionTypes } from './interaction.ts'
import type { JsonObject } from './json.ts'
import { messageEventJson } from './message-json.ts'
import { findMessage } from './messages.ts'
import { permissionsIn } from './permissions.ts'
import { userJson } from './user.ts'
import { channelOf, userOf, type World } from './world.ts'

/** The channel with what its user may do there, as interactions carry it. */
const placeJson = (world: World, interaction: Interaction): JsonObject => {
  const channel = channelOf(world, interaction.channelId)
  return {
    ...channelJson(channel, world.application.botId, world.users),
    permissions: permissionsIn(world, interaction.userId, channel).toString(),
  }
}

const personJson = (world: World, interaction: Interaction): JsonObject => {
  const user = userOf(world, interaction.userId)
  const guild = interaction.guildId === undefined ? undefined : world.guilds.get(interaction.guildId)
  const member = guild?.members.get(user.id)
  if (guild === undefined || member === undefined) return { user: userJson(user) }
  const permissions = permissionsIn(world, user.id, channelOf(world, interaction.channelId)).toString()
  return {
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    guild_locale: guild.locale,
    member: { ...memberJson(member, user), permissions },
  }
}

/** INTERACTION_CREATE as the gateway sends it. */
export const interactionJson = (world: World, interaction: Interaction): JsonObject => {
  const source = findMessage(world, interaction.channelId, interaction.sourceMessageId ?? '')
  const channel = channelOf(world, interaction.channelId)
  return {
    id: interaction.id,
    application_id: world.application.id,
    type: interactionTypes[interaction.kind],
    data: interaction.data,
    channel_id: interaction.channelId,
    channel: placeJson(world, interaction),
    ...personJson(world, interaction),
    token: interaction.token,
    version: 1,
    message: source === undefined ? undefined : messageEventJson(world, source),
    app_permissions: permissionsIn(world, world.application.botId, channel).toString(),
    locale: interaction.locale,
    entitlements: [],
    authorizing_integration_owners: integrationOwners(interaction),
    context: interaction.context,
    attachment_size_limit: FILE_BYTES,
  }
}
