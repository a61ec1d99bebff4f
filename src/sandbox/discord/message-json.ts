import { channelJson } from './channel.ts'
import { addressOf } from './files.ts'
import { bareMemberJson } from './guild.ts'
import { type Interaction, integrationOwners, interactionTypes } from './interaction.ts'
import type { JsonObject } from './json.ts'
import type { Attachment, Message, Reaction } from './message.ts'
import { findMessage } from './messages.ts'
import { userJson } from './user.ts'
import type { World } from './world.ts'

const instant = (ms: number): string => new Date(ms).toISOString().replace('Z', '000+00:00')

/** The attachment as Discord's API shows it, with an address signed just now. */
export const attachmentJson = (world: World, attachment: Attachment): JsonObject => {
  const url = addressOf(world, attachment)
  return {
    id: attachment.id,
    filename: attachment.filename,
    size: attachment.size,
    url,
    proxy_url: url,
    content_type: attachment.contentType,
    description: attachment.description,
    ephemeral: attachment.ephemeral ? true : undefined,
  }
}

const reactionJson = (reaction: Reaction, viewerId: string): JsonObject => {
  const custom = /^([^:]+):(\d{17,19})$/.exec(reaction.emoji)
  return {
    emoji: { id: custom?.[2] ?? null, name: custom?.[1] ?? reaction.emoji },
    count: reaction.userIds.length,
    count_details: { burst: 0, normal: reaction.userIds.length },
    burst_colors: [],
    me_burst: false,
    me: reaction.userIds.includes(viewerId),
  }
}

const userById = (world: World, id: string): JsonObject[] => {
  const user = world.users.get(id)
  return user === undefined ? [] : [userJson(user)]
}

const metadataJson = (world: World, interaction: Interaction): JsonObject => {
  const { triggeredBy } = interaction
  return {
    id: interaction.id,
    type: interactionTypes[interaction.kind],
    user: userById(world, interaction.userId)[0],
    authorizing_integration_owners: integrationOwners(interaction),
    interacted_message_id: interaction.kind === 'component' ? interaction.sourceMessageId : undefined,
    triggering_interaction_metadata:
      interaction.kind === 'modal' && triggeredBy ? metadataJson(world, triggeredBy) : undefined,
  }
}

const interactionFields = (world: World, message: Message): JsonObject => {
  const interaction = message.interactionId && world.interactions.get(message.interactionId)
  if (!interaction) return {}

  const fields = { application_id: world.application.id, webhook_id: world.application.id }
  if (interaction.originalMessageId !== message.id) return fields
  const legacy = {
    id: interaction.id,
    type: interactionTypes[interaction.kind],
    name: interaction.commandName ?? '',
    user: userById(world, interaction.userId)[0],
  }
  const isCommand = interaction.kind === 'command'
  return {
    ...fields,
    interaction: isCommand ? legacy : undefined,
    interaction_metadata: metadataJson(world, interaction),
  }
}

const referenceFields = (world: World, message: Message, deep: boolean): JsonObject => {
  const { reference } = message
  if (reference === undefined) return {}
  const channel = world.channels.get(reference.channelId)
  const target = findMessage(world, reference.channelId, reference.messageId)
  return {
    message_reference: {
      type: 0,
      channel_id: reference.channelId,
      message_id: reference.messageId,
      guild_id: channel !== undefined && 'guildId' in channel ? channel.guildId : undefined,
    },
    referenced_message: deep
      ? target === undefined
        ? null
        : bareMessageJson(world, target, false)
      : undefined,
  }
}

const threadField = (world: World, message: Message): JsonObject => {
  const thread = message.threadId === undefined ? undefined : world.channels.get(message.threadId)
  return thread === undefined ? {} : { thread: channelJson(thread, world.application.botId, world.users) }
}

const bareMessageJson = (world: World, message: Message, deep: boolean): JsonObject => ({
  id: message.id,
  channel_id: message.channelId,
  type: message.type,
  content: message.content,
  author: userById(world, message.authorId)[0],
  timestamp: instant(message.createdAt),
  edited_timestamp: message.editedAt === undefined ? null : instant(message.editedAt),
  tts: false,
  mention_everyone: message.mentions.everyone,
  mentions: message.mentions.userIds.flatMap((id) => userById(world, id)),
  mention_roles: message.mentions.roleIds,
  attachments: message.attachments.map((attachment) => attachmentJson(world, attachment)),
  embeds: message.embeds,
  components: message.components,
  pinned: false,
  flags: message.flags,
  nonce: message.nonce,
  ...interactionFields(world, message),
  ...referenceFields(world, message, deep),
  ...threadField(world, message),
  ...message.also,
})

/** The message as Discord's REST API shows it to the bot, before anything is blanked. */
export const messageJson = (world: World, message: Message): JsonObject => {
  const { reactions } = message
  const shown = reactions.map((reaction) => reactionJson(reaction, world.application.botId))
  return { ...bareMessageJson(world, message, true), reactions: shown.length > 0 ? shown : undefined }
}

/** The message as the gateway sends it: with its guild and the author's membership. */
export const messageEventJson = (world: World, message: Message): JsonObject => {
  const channel = world.channels.get(message.channelId)
  const guildId = channel !== undefined && 'guildId' in channel ? channel.guildId : undefined
  const member = guildId === undefined ? undefined : world.guilds.get(guildId)?.members.get(message.authorId)
  return {
    ...messageJson(world, message),
    channel_type: channel?.type,
    guild_id: guildId,
    member: member === undefined ? undefined : bareMemberJson(member),
  }
}
