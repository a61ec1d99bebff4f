import { type Channel, channelJson, isThread, threadMemberJson } from '../channel.ts'
import { guildJson, memberJson, rolesJson } from '../guild.ts'
import { may } from '../permissions.ts'
import { requireGuild } from '../places.ts'
import { refuse } from '../refusal.ts'
import { ok, param, type Route, type Routes } from '../route.ts'
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
  'GET /guilds/:guild_id/members/:user_id': member,
  'GET /guilds/:guild_id/threads/active': activeThreads,
} as const satisfies Routes
