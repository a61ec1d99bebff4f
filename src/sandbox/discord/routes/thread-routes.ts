import { z } from 'zod'
import { type Channel, channelJson, type GuildChannel, isThread, type Thread } from '../channel.ts'
import { readForm, text } from '../form.ts'
import type { JsonObject } from '../json.ts'
import { messageTypes } from '../message.ts'
import { requirePermissions } from '../permissions.ts'
import { requireChannel, requireMessage, requireUnarchived } from '../places.ts'
import { refuse } from '../refusal.ts'
import { noContent, type Route, type Routes } from '../route.ts'
import { openThreadFrom, openThreadIn, type ThreadDraft } from '../threads.ts'
import { updateChannel, type World } from '../world.ts'

/** Minutes after which Discord can put a quiet thread away. */
export const archiveMinutes = z.literal([60, 1440, 4320, 10080])

const threadForm = z.object({
  name: text(1, 100),
  auto_archive_duration: archiveMinutes.nullish(),
  rate_limit_per_user: z.number().int().min(0).max(21_600).nullish(),
  type: z.literal([10, 11, 12]).nullish(),
  invitable: z.boolean().nullish(),
})

const draftOf = (
  world: World,
  parent: GuildChannel,
  form: z.infer<typeof threadForm>,
  type: Thread['type'],
): ThreadDraft => ({
  name: form.name.trim(),
  ownerId: world.application.botId,
  type: parent.type === 5 ? 10 : type,
  autoArchiveMinutes: form.auto_archive_duration ?? 4320,
  rateLimitPerUser: form.rate_limit_per_user ?? 0,
})

const requireParent = (channel: Channel): GuildChannel => {
  if (channel.type !== 0 && channel.type !== 5) throw refuse('wrongChannelType')
  return channel
}

/** Discord allows so many active threads in a guild; archived ones do not count. */
const requireThreadRoom = (world: World, { guildId }: GuildChannel): void => {
  const active = [...world.channels.values()].filter(
    (channel) => isThread(channel) && channel.guildId === guildId && !channel.archived,
  )
  if (active.length >= world.maxActiveThreads) throw refuse('tooManyThreads')
}

const show = (world: World, thread: Thread): JsonObject =>
  channelJson(world.channels.get(thread.id) ?? thread, world.application.botId, world.users)

const fromMessage: Route = (request) => {
  const { world } = request
  const channel = requireChannel(request)
  const parent = requireParent(channel)
  requirePermissions(world, channel, 'CREATE_PUBLIC_THREADS', 'READ_MESSAGE_HISTORY')
  const message = requireMessage(request, channel)
  const form = readForm(threadForm, request.json)
  if (message.threadId !== undefined || world.channels.has(message.id)) throw refuse('threadExists')
  if (message.type === messageTypes.THREAD_CREATED) throw refuse('systemMessage')
  requireThreadRoom(world, parent)
  const thread = openThreadFrom(world, parent, message, draftOf(world, parent, form, 11))
  return { status: 201, body: show(world, thread) }
}

const withoutMessage: Route = (request) => {
  const { world } = request
  const channel = requireChannel(request)
  const parent = requireParent(channel)
  const form = readForm(threadForm, request.json)
  // Discord's docs: without a type the thread is private, which may change.
  const type = form.type ?? 12
  requirePermissions(world, channel, type === 12 ? 'CREATE_PRIVATE_THREADS' : 'CREATE_PUBLIC_THREADS')
  requireThreadRoom(world, parent)
  const thread = openThreadIn(world, parent, draftOf(world, parent, form, type))
  return { status: 201, body: show(world, thread) }
}

const changeMembers =
  (change: (ids: readonly string[], botId: string) => readonly string[]): Route =>
  (request) => {
    const { world } = request
    const channel = requireChannel(request)
    if (!isThread(channel)) throw refuse('wrongChannelType')
    requireUnarchived(channel)
    updateChannel(world, { ...channel, memberIds: change(channel.memberIds, world.application.botId) })
    return noContent
  }

/** Opening threads, joining and leaving them. */
export const threadRoutes = {
  'POST /channels/:channel_id/messages/:message_id/threads': fromMessage,
  'POST /channels/:channel_id/threads': withoutMessage,
  'PUT /channels/:channel_id/thread-members/@me': changeMembers((ids, id) => [...new Set([...ids, id])]),
  'DELETE /channels/:channel_id/thread-members/@me': changeMembers((ids, id) =>
    ids.filter((it) => it !== id),
  ),
} as const satisfies Routes
