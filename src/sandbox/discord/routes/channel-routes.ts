import { z } from 'zod'
import { type Channel, channelJson, isPrivate, isThread, type Thread } from '../channel.ts'
import { readForm, snowflake, text } from '../form.ts'
import type { HiddenLimit } from '../hidden-limits.ts'
import type { JsonObject } from '../json.ts'
import { may, requirePermissions } from '../permissions.ts'
import { requireChannel } from '../places.ts'
import { privateChannelOf } from '../private-channels.ts'
import { refuse, refuseRate } from '../refusal.ts'
import { noContent, ok, type Route, type Routes } from '../route.ts'
import { removeChannel, updateChannel, type World } from '../world.ts'
import { archiveMinutes } from './thread-routes.ts'

const show = (world: World, channel: Channel): JsonObject =>
  channelJson(channel, world.application.botId, world.users)

const read: Route = (request) => ok(show(request.world, requireChannel(request)))

const slowMode = z.number().int().min(0).max(21_600).nullish()

const channelForm = z.object({
  name: text(1, 100).nullish(),
  topic: text(0, 1024).nullish(),
  rate_limit_per_user: slowMode,
})

const threadForm = z.object({
  name: text(1, 100).nullish(),
  archived: z.boolean().nullish(),
  locked: z.boolean().nullish(),
  auto_archive_duration: archiveMinutes.nullish(),
  rate_limit_per_user: slowMode,
})

const changedThread = (world: World, thread: Thread, json: unknown): Thread => {
  const form = readForm(threadForm, json)
  const owns = thread.ownerId === world.application.botId
  const onlyOwn = form.locked === undefined && owns
  if (!onlyOwn) requirePermissions(world, thread, 'MANAGE_THREADS')
  if (thread.archived && form.archived !== false) throw refuse('threadArchived')
  if (thread.locked && !may(world, world.application.botId, thread, 'MANAGE_THREADS'))
    throw refuse('threadLocked')
  const archived = form.archived ?? thread.archived
  return {
    ...thread,
    name: form.name?.trim() ?? thread.name,
    archived,
    locked: form.locked ?? thread.locked,
    autoArchiveMinutes: form.auto_archive_duration ?? thread.autoArchiveMinutes,
    rateLimitPerUser: form.rate_limit_per_user ?? thread.rateLimitPerUser,
    archivedAt: archived === thread.archived ? thread.archivedAt : world.clock.now(),
  }
}

const changedChannel = (world: World, channel: Channel, json: unknown): Channel => {
  if (isThread(channel)) return changedThread(world, channel, json)
  if (isPrivate(channel)) throw refuse('wrongChannelType')
  requirePermissions(world, channel, 'MANAGE_CHANNELS')
  const form = readForm(channelForm, json)
  return {
    ...channel,
    name: form.name?.trim() ?? channel.name,
    topic: form.topic === undefined ? channel.topic : (form.topic ?? undefined),
    rateLimitPerUser: form.rate_limit_per_user ?? channel.rateLimitPerUser,
  }
}

const nameOf = (channel: Channel): string => (isPrivate(channel) ? '' : channel.name)

const change =
  (renames: HiddenLimit): Route =>
  (request) => {
    const { world } = request
    const channel = requireChannel(request)
    const changed = changedChannel(world, channel, request.json)
    const wait = nameOf(changed) === nameOf(channel) ? 0 : renames.take(channel.id)
    if (wait > 0) throw refuseRate(wait)
    updateChannel(world, changed)
    return ok(show(world, changed))
  }

const remove: Route = (request) => {
  const { world } = request
  const channel = requireChannel(request)
  if (!isPrivate(channel))
    requirePermissions(world, channel, isThread(channel) ? 'MANAGE_THREADS' : 'MANAGE_CHANNELS')
  removeChannel(world, channel)
  return ok(show(world, channel))
}

const typing: Route = (request) => {
  const { world } = request
  const channel = requireChannel(request)
  requirePermissions(world, channel, isThread(channel) ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES')
  world.emit({ type: 'typing', channelId: channel.id, userId: world.application.botId })
  return noContent
}

const directForm = z.object({ recipient_id: snowflake })

const openDirect: Route = ({ world, json }) => {
  const { recipient_id: recipient } = readForm(directForm, json)
  const { botId } = world.application
  if (!world.users.has(recipient) || recipient === botId) throw refuse('invalidRecipient')
  return ok(show(world, privateChannelOf(world, 1, [recipient, botId])))
}

/** Channels and threads as such, typing in them, and direct channels. */
export const channelRoutes = (renames: HiddenLimit) =>
  ({
    'GET /channels/:channel_id': read,
    'PATCH /channels/:channel_id': change(renames),
    'DELETE /channels/:channel_id': remove,
    'POST /channels/:channel_id/typing': typing,
    'POST /users/@me/channels': openDirect,
  }) as const satisfies Routes
