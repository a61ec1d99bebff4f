import { type Channel, guildIdOf } from './channel.ts'
import { type NewFile, storeFiles } from './files.ts'
import { bareMemberJson, roleJson } from './guild.ts'
import type { JsonObject } from './json.ts'
import { attachmentJson } from './message-json.ts'
import { guildPermissions, permissionsIn } from './permissions.ts'
import { userJson } from './user.ts'
import { channelOf, userOf, type World } from './world.ts'

/** Who chose, and where. */
export type ChosenBy = { readonly userId: string; readonly channelId: string }

/** Collects what the values of an interaction name; each function gives the value as it is sent. */
export type Resolved = {
  readonly user: (id: string) => string
  readonly role: (id: string) => string
  readonly mentionable: (id: string) => string
  readonly channel: (id: string) => string
  readonly file: (file: NewFile) => string
  /** The interaction's `resolved`: undefined if nothing was named. */
  readonly json: () => JsonObject | undefined
}

type Kind = 'users' | 'members' | 'roles' | 'channels' | 'attachments'

/** Discord's partial channel in `resolved`, with what the person may do there. */
const partialChannelJson = (world: World, channel: Channel, userId: string): JsonObject => ({
  id: channel.id,
  type: channel.type,
  name: 'name' in channel ? channel.name : '',
  permissions: permissionsIn(world, userId, channel).toString(),
  guild_id: guildIdOf(channel),
  parent_id: 'parentId' in channel ? (channel.parentId ?? null) : null,
  last_message_id: channel.lastMessageId ?? null,
  flags: 0,
})

/** What the interaction of that person names, in that channel's guild. */
export const createResolved = (world: World, { userId, channelId }: ChosenBy): Resolved => {
  const guildId = guildIdOf(channelOf(world, channelId))
  const guild = guildId === undefined ? undefined : world.guilds.get(guildId)
  const found: Record<Kind, Record<string, JsonObject>> = {
    users: {},
    members: {},
    roles: {},
    channels: {},
    attachments: {},
  }
  const user = (id: string): string => {
    found.users[id] = userJson(userOf(world, id))
    const member = guild?.members.get(id)
    if (guild !== undefined && member !== undefined)
      found.members[id] = {
        ...bareMemberJson(member),
        permissions: (guildPermissions(guild, id) ?? 0n).toString(),
      }
    return id
  }
  const role = (id: string): string => {
    const named = guild?.roles.get(id)
    if (named === undefined) throw new Error(`The server has no role "${id}"`)
    found.roles[id] = roleJson(named)
    return id
  }
  return {
    user,
    role,
    mentionable: (id) => (guild?.roles.has(id) ? role(id) : user(id)),
    channel: (id) => {
      const channel = channelOf(world, id)
      if (guildIdOf(channel) !== guildId) throw new Error(`The channel "${id}" is in another server`)
      found.channels[id] = partialChannelJson(world, channel, userId)
      return id
    },
    file: (file) => {
      const [attachment] = storeFiles(world, channelId, [file], true)
      if (attachment === undefined) throw new Error(`The file "${file.filename}" was not kept`)
      found.attachments[attachment.id] = attachmentJson(world, attachment)
      return attachment.id
    },
    json: () => {
      const used = Object.entries(found).filter(([, items]) => Object.keys(items).length > 0)
      return used.length === 0 ? undefined : Object.fromEntries(used)
    },
  }
}
