import { type Channel, channelJson, isThread, threadMemberJson } from '../channel.ts'
import { guildJson, type Member, memberJson, roleJson, rolesJson } from '../guild.ts'
import { may } from '../permissions.ts'
import { requireGuild } from '../places.ts'
import { refuse, refuseForm } from '../refusal.ts'
import { ok, param, type Route, type RouteRequest, type Routes } from '../route.ts'
import { guildChannels, userOf } from '../world.ts'

const one: Route = (request) => {
  const guild = requireGuild(request)
  const count = request.query.get('with_counts') === 'true' ? guild.members.size : undefined
  return ok({ ...guildJson(guild), approximate_member_count: count, approximate_presence_count: count })
}

const channels: Route = (request) => {
  const { world } = request
  const { botId } = world.application
  const all = guildChannels(world, requireGuild(request).id)
  return ok(all.map((channel) => channelJson(channel, botId, world.users)))
}

const roles: Route = (request) => ok(rolesJson(requireGuild(request)))

const role: Route = (request) => {
  const found = requireGuild(request).roles.get(param(request, 'role_id'))
  if (found === undefined) throw refuse('unknownRole')
  return ok(roleJson(found))
}

const limitOf = ({ query }: RouteRequest): number => {
  const limit = Number(query.get('limit') ?? 1)
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return limit
  throw refuseForm([
    { path: ['limit'], code: 'NUMBER_TYPE_MAX', message: 'int value should be between 1 and 1000.' },
  ])
}

/** By their ids, as Discord lists them. */
const membersOf = (request: RouteRequest): Member[] =>
  [...requireGuild(request).members.values()].sort((one, other) =>
    BigInt(one.userId) < BigInt(other.userId) ? -1 : 1,
  )

/** Only an application that has the privileged intent switched on may list a guild's members. */
const members: Route = (request) => {
  const { world } = request
  const all = membersOf(request)
  if (!world.application.privileged.guildMembers) throw refuse('missingAccess')
  const after = BigInt(request.query.get('after') ?? 0)
  const page = all.filter(({ userId }) => BigInt(userId) > after).slice(0, limitOf(request))
  return ok(page.map((it) => memberJson(it, userOf(world, it.userId))))
}

const searchMembers: Route = (request) => {
  const { world, query } = request
  const words = (query.get('query') ?? '').toLowerCase()
  const found = membersOf(request)
    .map((it) => ({ it, user: userOf(world, it.userId) }))
    .filter(({ it, user }) => [user.name, it.nick ?? ''].some((name) => name.toLowerCase().startsWith(words)))
  return ok(found.slice(0, limitOf(request)).map(({ it, user }) => memberJson(it, user)))
}

const member: Route = (request) => {
  const { world } = request
  const id = param(request, 'user_id')
  const found = requireGuild(request).members.get(id === '@me' ? world.application.botId : id)
  if (found === undefined) throw refuse('unknownMember')
  return ok(memberJson(found, userOf(world, found.userId)))
}

const activeThreads: Route = (request) => {
  const { world } = request
  const { botId } = world.application
  const guild = requireGuild(request)
  const isActive = (channel: Channel) => isThread(channel) && !channel.archived && may(world, botId, channel)
  const threads = [...world.channels.values()].filter(
    (channel) => 'guildId' in channel && channel.guildId === guild.id && isActive(channel),
  )
  const joined = threads.flatMap((thread) =>
    isThread(thread) && thread.memberIds.includes(botId) ? [threadMemberJson(thread, botId)] : [],
  )
  return ok({
    threads: threads.map((thread) => channelJson(thread, botId, world.users)),
    members: joined,
    has_more: false,
  })
}

/** A guild, its channels, roles, members and threads. */
export const guildRoutes = {
  'GET /guilds/:guild_id': one,
  'GET /guilds/:guild_id/channels': channels,
  'GET /guilds/:guild_id/roles': roles,
  'GET /guilds/:guild_id/roles/:role_id': role,
  'GET /guilds/:guild_id/members': members,
  'GET /guilds/:guild_id/members/search': searchMembers,
  'GET /guilds/:guild_id/members/:user_id': member,
  'GET /guilds/:guild_id/threads/active': activeThreads,
} as const satisfies Routes
