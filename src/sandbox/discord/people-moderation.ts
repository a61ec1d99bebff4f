import { type GuildChannel, isPrivate, isThread, type PrivateChannel, type Thread } from './channel.ts'
import type { Guild } from './guild.ts'
import { bitsOf, type PermissionName } from './permissions.ts'
import { privateChannelOf } from './private-channels.ts'
import { addGuildChannel, admitBot } from './seed.ts'
import { channelOf, removeChannel, updateChannel, type World } from './world.ts'

/** What is allowed and denied to one user or role in one channel, instead of the guild's own rule. */
export type PermissionAct = {
  readonly channelId: string
  /** A user's id, or a role's: the guild's own id stands for everyone. */
  readonly id: string
  readonly allow?: readonly PermissionName[]
  readonly deny?: readonly PermissionName[]
}

/** What those do who run a server. */
export type ModerationPeople = {
  readonly createChannel: (act: { readonly guildId: string; readonly name: string }) => GuildChannel
  readonly deleteChannel: (channelId: string) => void
  readonly archiveThread: (threadId: string, archived?: boolean) => Thread
  readonly lockThread: (threadId: string, locked?: boolean) => Thread
  readonly setPermissions: (act: PermissionAct) => void
  readonly kickBot: (guildId: string) => void
  /** Silences the bot in a server until a moment in ms since 1970; 0 ends it. */
  readonly timeOutBot: (guildId: string, until: number) => void
  readonly inviteBot: (guildId: string) => void
  /** The direct channel between a person and the bot. */
  readonly directChannel: (userId: string) => PrivateChannel
  /** A private channel between people, without the bot. */
  readonly groupChannel: (userIds: readonly string[]) => PrivateChannel
}

const threadOf = (world: World, id: string): Thread => {
  const channel = channelOf(world, id)
  if (!isThread(channel)) throw new Error(`The channel ${id} is not a thread`)
  return channel
}

const guildOf = (world: World, id: string): Guild => {
  const guild = world.guilds.get(id)
  if (guild === undefined) throw new Error(`No guild has the id "${id}"`)
  return guild
}

const setPermissions = (world: World, { channelId, id, allow = [], deny = [] }: PermissionAct): void => {
  const channel = channelOf(world, channelId)
  if (isPrivate(channel) || isThread(channel))
    throw new Error(`The channel ${channelId} has no permissions of its own`)
  const type = world.users.has(id) ? 'member' : 'role'
  const others = channel.overwrites.filter((overwrite) => overwrite.id !== id)
  const own = { id, type, allow: bitsOf(allow), deny: bitsOf(deny) } as const
  updateChannel(world, { ...channel, overwrites: [...others, own] })
}

/** What can be done to channels, threads and the bot's membership. */
export const createModerationPeople = (world: World): ModerationPeople => {
  const changeThread = (id: string, changes: Partial<Thread>): Thread => {
    const changed = { ...threadOf(world, id), ...changes, archivedAt: world.clock.now() }
    updateChannel(world, changed)
    return changed
  }
  return {
    createChannel: ({ guildId, name }) => {
      const channel = addGuildChannel(world, guildOf(world, guildId).id, { id: world.nextId(), name })
      world.emit({ type: 'channel-create', channel })
      return channel
    },
    deleteChannel: (channelId) => removeChannel(world, channelOf(world, channelId)),
    archiveThread: (threadId, archived = true) => changeThread(threadId, { archived }),
    lockThread: (threadId, locked = true) => changeThread(threadId, { locked }),
    setPermissions: (act) => setPermissions(world, act),
    timeOutBot: (guildId, until) => {
      const guild = guildOf(world, guildId)
      const { botId } = world.application
      const member = guild.members.get(botId)
      if (member === undefined) throw new Error(`The bot is not in the guild ${guildId}`)
      guild.members.set(botId, { ...member, timedOutUntil: until })
      world.emit({ type: 'member-update', guild, userId: botId })
    },
    kickBot: (guildId) => {
      const guild = guildOf(world, guildId)
      guild.members.delete(world.application.botId)
      world.emit({ type: 'guild-leave', guild })
    },
    inviteBot: (guildId) => {
      const guild = guildOf(world, guildId)
      admitBot(world, guild)
      world.emit({ type: 'guild-join', guild })
    },
    directChannel: (userId) => privateChannelOf(world, 1, [userId, world.application.botId]),
    groupChannel: (userIds) => privateChannelOf(world, 3, userIds),
  }
}
