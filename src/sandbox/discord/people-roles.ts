import type { Guild, Member, Role } from './guild.ts'
import { bitsOf, type PermissionName } from './permissions.ts'
import { addRole, type RoleSeed } from './seed.ts'
import { guildById, type World } from './world.ts'

/** What those do with roles who run a server. */
export type RolePeople = {
  readonly createRole: (act: { readonly guildId: string } & Omit<RoleSeed, 'id'>) => Role
  readonly changeRole: (act: {
    readonly guildId: string
    readonly roleId: string
    readonly name?: string
    readonly permissions?: readonly PermissionName[]
  }) => Role
  readonly deleteRole: (guildId: string, roleId: string) => void
  /** Gives a member exactly these roles. */
  readonly setRoles: (act: {
    readonly guildId: string
    readonly userId: string
    readonly roles: readonly string[]
  }) => void
}

const roleOf = (guild: Guild, id: string): Role => {
  const role = guild.roles.get(id)
  if (role === undefined) throw new Error(`The guild ${guild.id} has no role "${id}"`)
  return role
}

const setRoles = (world: World, guild: Guild, member: Member, roles: readonly string[]): void => {
  guild.members.set(member.userId, { ...member, roles })
  world.emit({ type: 'member-update', guild, userId: member.userId })
}

/** What can be done to roles and to who has them. */
export const createRolePeople = (world: World): RolePeople => ({
  createRole: ({ guildId, ...seed }) => {
    const guild = guildById(world, guildId)
    const role = addRole(world, guild, seed)
    world.emit({ type: 'role-create', guild, role })
    return role
  },
  changeRole: ({ guildId, roleId, name, permissions }) => {
    const guild = guildById(world, guildId)
    const before = roleOf(guild, roleId)
    const role = {
      ...before,
      ...(name !== undefined && { name }),
      ...(permissions !== undefined && { permissions: bitsOf(permissions) }),
    }
    guild.roles.set(roleId, role)
    world.emit({ type: 'role-update', guild, role })
    return role
  },
  deleteRole: (guildId, roleId) => {
    const guild = guildById(world, guildId)
    const role = roleOf(guild, roleId)
    guild.roles.delete(roleId)
    for (const member of [...guild.members.values()])
      if (member.roles.includes(roleId))
        setRoles(
          world,
          guild,
          member,
          member.roles.filter((it) => it !== roleId),
        )
    world.emit({ type: 'role-delete', guild, role })
  },
  setRoles: ({ guildId, userId, roles }) => {
    const guild = guildById(world, guildId)
    const member = guild.members.get(userId)
    if (member === undefined) throw new Error(`${userId} is no member of the guild ${guildId}`)
    for (const id of roles) roleOf(guild, id)
    setRoles(world, guild, member, roles)
  },
})
