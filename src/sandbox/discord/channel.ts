import type { JsonObject } from './json.ts'
import { type User, userJson } from './user.ts'

/** What one role or member may or may not do in one channel, against the guild's rule. */
export type Overwrite = {
  readonly id: string
  readonly type: 'role' | 'member'
  readonly allow: bigint
  readonly deny: bigint
}

type Common = {
  readonly id: string
  readonly lastMessageId: string | undefined
}

/** A text (0), voice (2), announcement (5) or forum (15) channel of a guild, or a category (4) of such channels. */
export type GuildChannel = Common & {
  readonly type: 0 | 2 | 4 | 5 | 15
  readonly guildId: string
  /** The category that it stands in. */
  readonly parentId: string | undefined
  readonly name: string
  readonly topic: string | undefined
  readonly position: number
  readonly rateLimitPerUser: number
  readonly overwrites: readonly Overwrite[]
}

/** A public (11), private (12) or announcement (10) thread. */
export type Thread = Common & {
  readonly type: 10 | 11 | 12
  readonly guildId: string
  readonly parentId: string
  readonly name: string
  readonly ownerId: string
  readonly archived: boolean
  readonly locked: boolean
  readonly autoArchiveMinutes: number
  readonly rateLimitPerUser: number
  readonly createdAt: number
  readonly archivedAt: number
  readonly memberIds: readonly string[]
  readonly messageCount: number
}

/** A direct message channel (1), or one between people that an app was used in (3). */
export type PrivateChannel = Common & {
  readonly type: 1 | 3
  readonly recipients: readonly string[]
}

/** Where messages are. */
export type Channel = GuildChannel | Thread | PrivateChannel

/** Whether the channel is a thread. */
export const isThread = (channel: Channel): channel is Thread => channel.type >= 10 && channel.type <= 12

/** Whether messages can be in the channel itself: in a forum they are in its posts alone. */
export const holdsMessages = (channel: Channel): boolean => channel.type !== 4 && channel.type !== 15

/** Whether the channel is between people, outside any guild. */
export const isPrivate = (channel: Channel): channel is PrivateChannel =>
  channel.type === 1 || channel.type === 3

/** The guild that the channel is in, if any. */
export const guildIdOf = (channel: Channel): string | undefined =>
  isPrivate(channel) ? undefined : channel.guildId

const instant = (ms: number): string => new Date(ms).toISOString()

const guildChannelJson = (channel: GuildChannel): JsonObject => ({
  id: channel.id,
  type: channel.type,
  last_message_id: channel.lastMessageId ?? null,
  flags: 0,
  guild_id: channel.guildId,
  name: channel.name,
  parent_id: channel.parentId ?? null,
  rate_limit_per_user: channel.rateLimitPerUser,
  topic: channel.topic ?? null,
  position: channel.position,
  permission_overwrites: channel.overwrites.map((overwrite) => ({
    id: overwrite.id,
    type: overwrite.type === 'role' ? 0 : 1,
    allow: overwrite.allow.toString(),
    deny: overwrite.deny.toString(),
  })),
  nsfw: false,
  ...kindJson[channel.type],
})

const kindJson: Readonly<Record<GuildChannel['type'], JsonObject>> = {
  0: {},
  2: { bitrate: 64_000, user_limit: 0, rtc_region: null, video_quality_mode: 1 },
  4: {},
  5: {},
  15: { available_tags: [], default_reaction_emoji: null, default_sort_order: null, default_forum_layout: 0 },
}

const threadJson = (thread: Thread, viewerId: string): JsonObject => ({
  id: thread.id,
  type: thread.type,
  last_message_id: thread.lastMessageId ?? null,
  flags: 0,
  guild_id: thread.guildId,
  name: thread.name,
  parent_id: thread.parentId,
  rate_limit_per_user: thread.rateLimitPerUser,
  owner_id: thread.ownerId,
  thread_metadata: {
    archived: thread.archived,
    archive_timestamp: instant(thread.archivedAt),
    auto_archive_duration: thread.autoArchiveMinutes,
    locked: thread.locked,
    create_timestamp: instant(thread.createdAt),
  },
  message_count: thread.messageCount,
  member_count: thread.memberIds.length,
  total_message_sent: thread.messageCount,
  member: thread.memberIds.includes(viewerId) ? threadMemberJson(thread, viewerId) : undefined,
})

/** One member of a thread as Discord's API shows it. */
export const threadMemberJson = (thread: Thread, userId: string): JsonObject => ({
  id: thread.id,
  user_id: userId,
  join_timestamp: instant(thread.createdAt),
  flags: 0,
})

const privateChannelJson = (channel: PrivateChannel, viewerId: string, users: Users): JsonObject => ({
  id: channel.id,
  type: channel.type,
  last_message_id: channel.lastMessageId ?? null,
  flags: 0,
  ...(channel.type === 3 ? { name: null, icon: null, owner_id: channel.recipients[0] } : {}),
  recipients: channel.recipients
    .filter((id) => id !== viewerId)
    .flatMap((id) => {
      const user = users.get(id)
      return user === undefined ? [] : [userJson(user)]
    }),
})

type Users = { readonly get: (id: string) => User | undefined }

/** The channel as Discord's API shows it to one user. */
export const channelJson = (channel: Channel, viewerId: string, users: Users): JsonObject => {
  if (isThread(channel)) return threadJson(channel, viewerId)
  if (isPrivate(channel)) return privateChannelJson(channel, viewerId, users)
  return guildChannelJson(channel)
}
