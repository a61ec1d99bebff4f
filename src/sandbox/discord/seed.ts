import type { GuildChannel, Overwrite } from './channel.ts'
import type { Guild, Role } from './guild.ts'
import { bitsOf, everyonePermissions, type PermissionName } from './permissions.ts'
import type { Application, World } from './world.ts'

/** A person or bot to begin with. */
export type UserSeed = {
  readonly id: string
  readonly name: string
  readonly displayName?: string
  readonly locale?: string
}

/** A role to begin with. */
export type RoleSeed = {
  readonly id: string
  readonly name: string
  /** What it allows beyond everyone's. */
  readonly permissions?: readonly PermissionName[]
  /** As 0xRRGGBB. */
  readonly color?: number
}

/** A membership to begin with; permissions beyond its roles' are given by a role of its own. */
export type MemberSeed = {
  readonly userId: string
  readonly nick?: string
  /** Ids of the guild's roles. */
  readonly roles?: readonly string[]
  readonly permissions?: readonly PermissionName[]
}

/** A channel to begin with. */
export type ChannelSeed = {
  readonly id: string
  readonly name: string
  /** 0: text, 4: a category, 5: announcements. */
  readonly type?: 0 | 2 | 4 | 5 | 15
  readonly topic?: string
  /** The category that it stands in. */
  readonly parentId?: string
  readonly overwrites?: readonly Overwrite[]
}

/** A guild to begin with; its first member owns it. */
export type GuildSeed = {
  readonly id: string
  readonly name: string
  readonly locale?: string
  /** The channel of the server's own messages; none if not given. */
  readonly systemChannelId?: string
  /** From the lowest to the highest. */
  readonly roles?: readonly RoleSeed[]
  readonly members: readonly MemberSeed[]
  readonly channels: readonly ChannelSeed[]
  /** What everybody may do; as in a new server if not given. */
  readonly everyone?: readonly PermissionName[]
  /** What the bot may do; `absent` if it is not in this guild. All but administration by default. */
  readonly bot?: 'absent' | readonly PermissionName[]
}

/** The world to begin with. */
export type Seed = {
  readonly application: Omit<Application, 'privileged'> & { readonly privileged?: Application['privileged'] }
  readonly users: readonly UserSeed[]
  readonly guilds: readonly GuildSeed[]
}

/** Two guilds, one of them without the bot, three people, and a bot with the message-content intent. */
export const defaultSeed = {
  application: {
    id: '1100000000000000001',
    botId: '1100000000000000001',
    name: 'Tendril',
    token: 'MTEwMDAwMDAwMDAwMDAwMDAwMQ.Sandbx.a-token-that-only-the-sandbox-knows',
    ownerId: '1100000000000000011',
  },
  users: [
    { id: '1100000000000000011', name: 'ada', displayName: 'Ada' },
    { id: '1100000000000000012', name: 'grace', displayName: 'Grace' },
    { id: '1100000000000000013', name: 'aoi', displayName: '葵', locale: 'ja' },
  ],
  guilds: [
    {
      id: '1100000000000000100',
      name: 'Greenhouse',
      members: [
        { userId: '1100000000000000011' },
        { userId: '1100000000000000012' },
        { userId: '1100000000000000013' },
      ],
      channels: [
        { id: '1100000000000000101', name: 'general', topic: 'Everything that grows' },
        { id: '1100000000000000102', name: 'questions' },
      ],
    },
    {
      id: '1100000000000000200',
      name: 'Elsewhere',
      bot: 'absent',
      members: [{ userId: '1100000000000000012' }, { userId: '1100000000000000011' }],
      channels: [{ id: '1100000000000000201', name: 'lobby' }],
    },
  ],
} as const satisfies Seed

const botPermissions = everyonePermissions | bitsOf(['MANAGE_MESSAGES', 'MANAGE_THREADS'])

/** Adds a role above all others to the guild. */
export const addRole = (
  world: World,
  guild: Guild,
  seed: Partial<RoleSeed>,
  more: Partial<Role> = {},
): Role => {
  const role: Role = {
    id: seed.id ?? world.nextId(),
    name: seed.name ?? '',
    permissions: bitsOf(seed.permissions ?? []),
    color: seed.color ?? 0,
    position: guild.roles.size,
    botId: undefined,
    ...more,
  }
  guild.roles.set(role.id, role)
  return role
}

const addMember = (world: World, guild: Guild, seed: MemberSeed): void => {
  const { userId, nick, permissions, roles = [] } = seed
  const own = permissions && addRole(world, guild, { name: `role of ${userId}`, permissions })
  const all = [...roles, ...(own ? [own.id] : [])]
  guild.members.set(userId, { userId, nick, roles: all, joinedAt: world.clock.now() })
}

/** Lets the bot into the guild with a role of its own. */
export const admitBot = (world: World, guild: Guild, permissions: bigint = botPermissions): void => {
  const { botId, name } = world.application
  const role = addRole(world, guild, { name }, { permissions, botId })
  guild.members.set(botId, { userId: botId, nick: undefined, roles: [role.id], joinedAt: world.clock.now() })
}

/** Adds a channel of a guild to the world. */
export const addGuildChannel = (world: World, guildId: string, seed: ChannelSeed): GuildChannel => {
  const channel: GuildChannel = {
    id: seed.id,
    type: seed.type ?? 0,
    guildId,
    parentId: seed.parentId,
    name: seed.name,
    topic: seed.topic,
    position: world.channels.size,
    rateLimitPerUser: 0,
    overwrites: seed.overwrites ?? [],
    lastMessageId: undefined,
  }
  world.channels.set(channel.id, channel)
  return channel
}

const addGuild = (world: World, seed: GuildSeed): void => {
  const ownerId = seed.members[0]?.userId
  if (ownerId === undefined) throw new Error(`The guild "${seed.name}" has no members: give it at least one`)
  const everyone: Role = {
    id: seed.id,
    name: '@everyone',
    permissions: seed.everyone === undefined ? everyonePermissions : bitsOf(seed.everyone),
    color: 0,
    position: 0,
    botId: undefined,
  }
  const guild: Guild = {
    id: seed.id,
    name: seed.name,
    ownerId,
    locale: seed.locale ?? 'en-US',
    systemChannelId: seed.systemChannelId,
    roles: new Map([[seed.id, everyone]]),
    members: new Map(),
  }
  world.guilds.set(guild.id, guild)
  for (const role of seed.roles ?? []) addRole(world, guild, role)
  for (const member of seed.members) addMember(world, guild, member)
  for (const channel of seed.channels) addGuildChannel(world, guild.id, channel)
  if (seed.bot !== 'absent') admitBot(world, guild, seed.bot === undefined ? undefined : bitsOf(seed.bot))
}

/** Puts the seed's people, guilds and channels into an empty world. */
export const applySeed = (world: World, seed: Seed): void => {
  const { botId, name } = seed.application
  world.users.set(botId, { id: botId, name, displayName: undefined, bot: true, locale: 'en-US' })
  for (const { id, name: userName, displayName, locale = 'en-US' } of seed.users)
    world.users.set(id, { id, name: userName, displayName, bot: false, locale })
  for (const guild of seed.guilds) addGuild(world, guild)
}
