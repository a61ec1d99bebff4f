import { type Channel, isPrivate, isThread } from './channel.ts'
import type { Guild } from './guild.ts'
import { refuse } from './refusal.ts'
import type { World } from './world.ts'

/** The permission bits that the sandbox knows, from Discord's table of bitwise permission flags. */
export const permissionBits = {
  ADMINISTRATOR: 1n << 3n,
  KICK_MEMBERS: 1n << 1n,
  BAN_MEMBERS: 1n << 2n,
  MANAGE_CHANNELS: 1n << 4n,
  MANAGE_GUILD: 1n << 5n,
  ADD_REACTIONS: 1n << 6n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  MANAGE_MESSAGES: 1n << 13n,
  EMBED_LINKS: 1n << 14n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  MENTION_EVERYONE: 1n << 17n,
  MANAGE_ROLES: 1n << 28n,
  MANAGE_WEBHOOKS: 1n << 29n,
  USE_APPLICATION_COMMANDS: 1n << 31n,
  MANAGE_THREADS: 1n << 34n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  CREATE_PRIVATE_THREADS: 1n << 36n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
  MODERATE_MEMBERS: 1n << 40n,
  USE_EXTERNAL_APPS: 1n << 50n,
} as const

/** The name of a permission. */
export type PermissionName = keyof typeof permissionBits

/** The bits of the named permissions together. */
export const bitsOf = (names: readonly PermissionName[]): bigint =>
  names.reduce((bits, name) => bits | permissionBits[name], 0n)

/** Every permission that the sandbox knows. */
export const allPermissions: bigint = Object.values(permissionBits).reduce((all, bit) => all | bit, 0n)

/** What everyone may do in a new guild: nothing that moderates others. */
export const everyonePermissions: bigint =
  allPermissions &
  ~bitsOf([
    'ADMINISTRATOR',
    'KICK_MEMBERS',
    'BAN_MEMBERS',
    'MANAGE_CHANNELS',
    'MANAGE_GUILD',
    'MANAGE_MESSAGES',
    'MANAGE_ROLES',
    'MANAGE_THREADS',
    'MANAGE_WEBHOOKS',
    'MENTION_EVERYONE',
    'MODERATE_MEMBERS',
  ])

/** What a member may do in the guild apart from its channels' overwrites; undefined for who is no member. */
export const guildPermissions = (guild: Guild, userId: string): bigint | undefined => {
  const member = guild.members.get(userId)
  if (member === undefined) return undefined
  if (guild.ownerId === userId) return allPermissions
  const roles = [guild.id, ...member.roles]
  const bits = roles.reduce((sum, id) => sum | (guild.roles.get(id)?.permissions ?? 0n), 0n)
  return bits & permissionBits.ADMINISTRATOR ? allPermissions : bits
}

/** What the user may do in the channel; nothing (0) where they are not a member or recipient. */
export const permissionsIn = (world: World, userId: string, channel: Channel): bigint => {
  const bits = grantedIn(world, userId, channel)
  if (isPrivate(channel) || (bits & permissionBits.ADMINISTRATOR) !== 0n) return bits
  const until = world.guilds.get(channel.guildId)?.members.get(userId)?.timedOutUntil ?? 0
  return world.clock.now() < until ? bits & whileTimedOut : bits
}

/** All that a member may do during a time-out. */
const whileTimedOut = bitsOf(['VIEW_CHANNEL', 'READ_MESSAGE_HISTORY'])

const grantedIn = (world: World, userId: string, channel: Channel): bigint => {
  if (isPrivate(channel)) return channel.recipients.includes(userId) ? allPermissions : 0n
  const guild = world.guilds.get(channel.guildId)
  const base = guild === undefined ? undefined : guildPermissions(guild, userId)
  if (guild === undefined || base === undefined) return 0n
  if (base & permissionBits.ADMINISTRATOR) return base
  const place = isThread(channel) ? world.channels.get(channel.parentId) : channel
  if (place === undefined || !('overwrites' in place)) return base
  const roles = guild.members.get(userId)?.roles ?? []
  const steps = [[guild.id], roles, [userId]]
  return steps.reduce((bits, ids) => {
    const found = place.overwrites.filter((overwrite) => ids.includes(overwrite.id))
    const deny = found.reduce((sum, overwrite) => sum | overwrite.deny, 0n)
    const allow = found.reduce((sum, overwrite) => sum | overwrite.allow, 0n)
    return (bits & ~deny) | allow
  }, base)
}

/** Whether the user may do all of the named things in the channel; without VIEW_CHANNEL nothing. */
export const may = (world: World, userId: string, channel: Channel, ...names: PermissionName[]): boolean => {
  const needed = bitsOf(['VIEW_CHANNEL', ...names])
  return (permissionsIn(world, userId, channel) & needed) === needed
}

/** Refuses what the bot may not do there: 50001 where it cannot see the channel, else 50013. */
export const requirePermissions = (world: World, channel: Channel, ...names: PermissionName[]): void => {
  const { botId } = world.application
  if (!may(world, botId, channel)) throw refuse('missingAccess')
  if (!may(world, botId, channel, ...names)) throw refuse('missingPermissions')
}
