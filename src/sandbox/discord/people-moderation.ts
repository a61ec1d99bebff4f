import {
  type GuildChannel,
  isPrivate,
  isThread,
  type Overwrite,
  type PrivateChannel,
  type Thread,
} from './channel.ts'
import { bitsOf, type PermissionName } from './permissions.ts'
import { privateChannelOf } from './private-channels.ts'
import { addGuildChannel, admitBot } from './seed.ts'
import { channelOf, guildById, guildChannels, removeChannel, updateChannel, type World } from './world.ts'

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
  /** A text channel, a voice channel (type 2), a forum (15) or a category (4); in a category it begins with the category's overwrites. */
  readonly createChannel: (act: {
    readonly guildId: string
    readonly name: string
    readonly type?: 0 | 2 | 4 | 15
    readonly parentId?: string
  }) => GuildChannel
  /** Moves a channel into a category, or out of any. Its overwrites stay as they are. */
  readonly moveChannel: (channelId: string, parentId: string | undefined) => void
  readonly deleteChannel: (channelId: string) => void
  readonly archiveThread: (threadId: string, archived?: boolean) => Thread
  readonly lockThread: (threadId: string, locked?: boolean) => Thread
  /** For a category, the channels in it that had its overwrites follow it, as in Discord's client. */
  readonly setPermissions: (act: PermissionAct) => void
  readonly kickBot: (guildId: string) => void
  /** An outage takes a server away from all bots, and gives it back. */
  readonly setAvailable: (guildId: string, isAvailable: boolean) => void
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

const isSame = (one: readonly Overwrite[], other: readonly Overwrite[]): boolean =>
  one.length === other.length &&
  one.every((it) => other.some((own) => own.id === it.id && own.allow === it.allow && own.deny === it.deny))

const setPermissions = (world: World, { channelId, id, allow = [], deny = [] }: PermissionAct): void => {
  const channel = channelOf(world, channelId)
  if (isPrivate(channel) || isThread(channel))
    throw new Error(`The channel ${channelId} has no permissions of its own`)
  const type = world.users.has(id) ? 'member' : 'role'
  const others = channel.overwrites.filter((overwrite) => overwrite.id !== id)
  const overwrites = [...others, { id, type, allow: bitsOf(allow), deny: bitsOf(deny) } as const]
  const synced = guildChannels(world, channel.guildId).filter(
    (it) => it.parentId === channel.id && isSame(it.overwrites, channel.overwrites),
  )
  for (const changed of [channel, ...synced]) updateChannel(world, { ...changed, overwrites })
}

/** What can be done to channels, threads and the bot's membership. */
export const createModerationPeople = (world: World): ModerationPeople => {
  const changeThread = (id: string, changes: Partial<Thread>): Thread => {
    const changed = { ...threadOf(world, id), ...changes, archivedAt: world.clock.now() }
    updateChannel(world, changed)
    return changed
  }
  return {
    createChannel: ({ guildId, ...seed }) => {
      const category = seed.parentId === undefined ? undefined : channelOf(world, seed.parentId)
      const overwrites = category !== undefined && 'overwrites' in category ? category.overwrites : []
      const channel = addGuildChannel(world, guildById(world, guildId).id, {
        id: world.nextId(),
        overwrites,
        ...seed,
      })
      world.emit({ type: 'channel-create', channel })
      return channel
    },
    moveChannel: (channelId, parentId) => {
      const channel = channelOf(world, channelId)
      if (isPrivate(channel) || isThread(channel)) throw new Error(`${channelId} cannot be in a category`)
      updateChannel(world, { ...channel, parentId })
    },
    deleteChannel: (channelId) => removeChannel(world, channelOf(world, channelId)),
    archiveThread: (threadId, archived = true) => changeThread(threadId, { archived }),
    lockThread: (threadId, locked = true) => changeThread(threadId, { locked }),
    setPermissions: (act) => setPermissions(world, act),
    timeOutBot: (guildId, until) => {
      const guild = guildById(world, guildId)
      const { botId } = world.application
      const member = guild.members.get(botId)
      if (member === undefined) throw new Error(`The bot is not in the guild ${guildId}`)
      guild.members.set(botId, { ...member, timedOutUntil: until })
      world.emit({ type: 'member-update', guild, userId: botId })
    },
    setAvailable: (guildId, isAvailable) => {
      const guild = guildById(world, guildId)
      if (isAvailable) world.unavailable.delete(guildId)
      else world.unavailable.add(guildId)
      world.emit({ type: isAvailable ? 'guild-available' : 'guild-unavailable', guild })
    },
    kickBot: (guildId) => {
      const guild = guildById(world, guildId)
      guild.members.delete(world.application.botId)
      world.emit({ type: 'guild-leave', guild })
    },
    inviteBot: (guildId) => {
      const guild = guildById(world, guildId)
      admitBot(world, guild)
      world.emit({ type: 'guild-join', guild })
    },
    directChannel: (userId) => privateChannelOf(world, 1, [userId, world.application.botId]),
    groupChannel: (userIds) => privateChannelOf(world, 3, userIds),
  }
}
