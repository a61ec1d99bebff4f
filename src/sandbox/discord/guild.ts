import type { JsonObject } from './json.ts'
import { type User, userJson } from './user.ts'

/** A role and what it allows everywhere in its guild. */
export type Role = {
  readonly id: string
  readonly name: string
  readonly permissions: bigint
  /** As 0xRRGGBB; 0 is none. */
  readonly color: number
  /** The higher, the more it outranks; everyone's is 0. */
  readonly position: number
  /** The bot that the role belongs to, if it came with one. */
  readonly botId: string | undefined
}

/** A user's membership. */
export type Member = {
  readonly userId: string
  readonly nick: string | undefined
  readonly roles: readonly string[]
  readonly joinedAt: number
  /** Until when a moderator has silenced them, in ms since 1970. */
  readonly timedOutUntil?: number
}

/** A server. Its role of everyone has the guild's own id. */
export type Guild = {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly locale: string
  /** The channel of the server's own messages. */
  readonly systemChannelId: string | undefined
  readonly roles: Map<string, Role>
  readonly members: Map<string, Member>
}

/** The role as Discord's API shows it. */
export const roleJson = (role: Role): JsonObject => ({
  id: role.id,
  name: role.name,
  permissions: role.permissions.toString(),
  position: role.position,
  color: role.color,
  colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
  hoist: false,
  managed: role.botId !== undefined,
  mentionable: false,
  icon: null,
  unicode_emoji: null,
  flags: 0,
  tags: role.botId === undefined ? undefined : { bot_id: role.botId },
})

/** The guild's roles as Discord's API shows them. */
export const rolesJson = (guild: Guild): JsonObject[] => [...guild.roles.values()].map(roleJson)

/** A membership without its user, as messages and interactions carry it. */
export const bareMemberJson = (member: Member): JsonObject => ({
  avatar: null,
  banner: null,
  communication_disabled_until:
    member.timedOutUntil === undefined ? null : new Date(member.timedOutUntil).toISOString(),
  flags: 0,
  joined_at: new Date(member.joinedAt).toISOString(),
  nick: member.nick ?? null,
  pending: false,
  premium_since: null,
  roles: member.roles,
  mute: false,
  deaf: false,
})

/** A membership with its user. */
export const memberJson = (member: Member, user: User): JsonObject => ({
  ...bareMemberJson(member),
  user: userJson(user),
})

const unset: JsonObject = {
  icon: null,
  description: null,
  home_header: null,
  splash: null,
  discovery_splash: null,
  banner: null,
  application_id: null,
  afk_channel_id: null,
  system_channel_id: null,
  widget_channel_id: null,
  max_presences: null,
  vanity_url_code: null,
  rules_channel_id: null,
  safety_alerts_channel_id: null,
  public_updates_channel_id: null,
  incidents_data: null,
}

const ordinary: JsonObject = {
  features: [],
  region: 'deprecated',
  afk_timeout: 300,
  system_channel_flags: 0,
  widget_enabled: false,
  verification_level: 0,
  default_message_notifications: 0,
  mfa_level: 0,
  explicit_content_filter: 0,
  max_members: 500_000,
  max_stage_video_channel_users: 50,
  max_video_channel_users: 25,
  premium_tier: 0,
  premium_subscription_count: 0,
  premium_progress_bar_enabled: false,
  nsfw: false,
  nsfw_level: 0,
  emojis: [],
  stickers: [],
}

/** The guild as Discord's API shows it, without its channels and members. */
export const guildJson = (guild: Guild): JsonObject => ({
  ...unset,
  ...ordinary,
  id: guild.id,
  name: guild.name,
  owner_id: guild.ownerId,
  preferred_locale: guild.locale,
  system_channel_id: guild.systemChannelId ?? null,
  roles: rolesJson(guild),
})
