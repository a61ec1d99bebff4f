import { z } from 'zod'
import { type Channel, holdsMessages, isThread } from '../channel.ts'
import { readForm, snowflake } from '../form.ts'
import type { HiddenLimit } from '../hidden-limits.ts'
import { type Message, messageFlags, messageTypes } from '../message.ts'
import { checkFlags, checkNotEmpty, type MessageForm, messageForm } from '../message-form.ts'
import { editedParts, newParts } from '../message-parts.ts'
import { addMessage, changeMessage, findMessage, messagesIn, removeMessage } from '../messages.ts'
import type { Nonces } from '../nonces.ts'
import { may, type PermissionName, requirePermissions } from '../permissions.ts'
import {
  requireChannel,
  requireMessage,
  requireUnarchived,
  requireUnlocked,
  shownMessage,
} from '../places.ts'
import { refuse, refuseForm, refuseRate } from '../refusal.ts'
import { noContent, ok, type Route, type RouteRequest, type Routes } from '../route.ts'
import { updateChannel, type World } from '../world.ts'

const { SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS, IS_COMPONENTS_V2 } = messageFlags
const POST_FLAGS = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | IS_COMPONENTS_V2
const EDIT_FLAGS = SUPPRESS_EMBEDS | IS_COMPONENTS_V2
const HOUR_MS = 60 * 60_000

const neededToPost = (channel: Channel, request: RouteRequest): PermissionName[] => [
  isThread(channel) ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES',
  ...(request.files.size > 0 ? (['ATTACH_FILES'] as const) : []),
]

const replyTarget = (world: World, channel: Channel, form: MessageForm): Message | undefined => {
  const reference = form.message_reference
  if (!reference) return undefined
  if (!may(world, world.application.botId, channel, 'READ_MESSAGE_HISTORY')) throw refuse('replyNeedsHistory')
  const target = findMessage(world, channel.id, reference.message_id)
  const elsewhere = typeof reference.channel_id === 'string' && reference.channel_id !== channel.id
  if (target !== undefined && !elsewhere) return target
  if (reference.fail_if_not_exists === false) return undefined
  throw refuseForm([
    { path: ['message_reference'], code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: 'Unknown message' },
  ])
}

const wakeThread = (world: World, channel: Channel): void => {
  if (!isThread(channel) || !channel.archived) return
  updateChannel(world, { ...channel, archived: false, archivedAt: world.clock.now() })
}

const post =
  (nonces: Nonces): Route =>
  (request) => {
    const { world, files } = request
    const channel = requireChannel(request)
    if (!holdsMessages(channel)) throw refuse('notText')
    requirePermissions(world, channel, ...neededToPost(channel, request))
    const form = readForm(messageForm, request.json)
    checkFlags(form, POST_FLAGS)
    checkNotEmpty(form, files.size)
    if (isThread(channel)) requireUnlocked(world, world.application.botId, channel)
    const repeated = form.enforce_nonce ? nonces.find(channel.id, form.nonce) : undefined
    const earlier = repeated && (findMessage(world, channel.id, repeated.id) ?? repeated)
    if (earlier !== undefined) return ok(shownMessage(world, channel, earlier))
    const target = replyTarget(world, channel, form)
    const place = { channelId: channel.id, ephemeral: false, fromInteraction: false }
    const parts = newParts(world, place, form, files)
    wakeThread(world, channel)
    const message = addMessage(world, {
      ...parts,
      channelId: channel.id,
      authorId: world.application.botId,
      type: target === undefined ? messageTypes.DEFAULT : messageTypes.REPLY,
      reference: target === undefined ? undefined : { channelId: channel.id, messageId: target.id },
      nonce: form.nonce ?? undefined,
    })
    nonces.keep(message)
    return ok(shownMessage(world, channel, message))
  }

const edit =
  (oldEdits: HiddenLimit): Route =>
  (request) => {
    const { world, files } = request
    const channel = requireChannel(request)
    const message = requireMessage(request, channel)
    if (message.authorId !== world.application.botId) throw refuse('notYourMessage')
    requireUnarchived(channel)
    const form = readForm(messageForm, request.json)
    checkFlags(form, EDIT_FLAGS)
    if (files.size > 0) requirePermissions(world, channel, 'ATTACH_FILES')
    const isOld = world.clock.elapsed() - message.createdElapsed > HOUR_MS
    const wait = isOld ? oldEdits.take(channel.id) : 0
    if (wait > 0) throw refuseRate(wait, 30046)
    const edited = changeMessage(world, message, editedParts(world, message, form, files, false))
    return ok(shownMessage(world, channel, edited))
  }

const remove: Route = (request) => {
  const { world } = request
  const channel = requireChannel(request)
  const message = requireMessage(request, channel)
  if (message.authorId !== world.application.botId) requirePermissions(world, channel, 'MANAGE_MESSAGES')
  requireUnarchived(channel)
  removeMessage(world, message)
  return noContent
}

const readOne: Route = (request) => {
  const channel = requireChannel(request, 'READ_MESSAGE_HISTORY')
  return ok(shownMessage(request.world, channel, requireMessage(request, channel)))
}

const within = (messages: readonly Message[], query: URLSearchParams, limit: number): Message[] => {
  const [before, after, around] = ['before', 'after', 'around'].map((key) => query.get(key))
  if (before) return messages.filter(({ id }) => BigInt(id) < BigInt(before)).slice(-limit)
  if (after) return messages.filter(({ id }) => BigInt(id) > BigInt(after)).slice(0, limit)
  if (!around) return messages.slice(-limit)
  const middle = messages.findIndex(({ id }) => BigInt(id) >= BigInt(around))
  const start = Math.max(0, (middle < 0 ? messages.length : middle) - Math.floor(limit / 2))
  return messages.slice(start, start + limit)
}

const readMany: Route = (request) => {
  const { world, query } = request
  const channel = requireChannel(request)
  const limit = Number(query.get('limit') ?? 50)
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw refuseForm([
      { path: ['limit'], code: 'NUMBER_TYPE_MAX', message: 'int value should be between 1 and 100.' },
    ])
  // Without READ_MESSAGE_HISTORY the list is empty, not refused (Discord's channel reference).
  const readable = may(world, world.application.botId, channel, 'READ_MESSAGE_HISTORY')
  const found = readable ? within(messagesIn(world, channel.id, false), query, limit) : []
  return ok(found.toReversed().map((message) => shownMessage(world, channel, message)))
}

const bulkForm = z.object({ messages: z.array(snowflake) })

const removeMany: Route = (request) => {
  const { world, json } = request
  const channel = requireChannel(request, 'MANAGE_MESSAGES')
  const { messages } = readForm(bulkForm, json)
  if (messages.length < 2 || messages.length > 100) throw refuse('bulkDeleteCount')
  for (const id of new Set(messages)) {
    const message = findMessage(world, channel.id, id)
    if (message !== undefined) removeMessage(world, message)
  }
  return noContent
}

/** Posting, editing, deleting and reading messages by the bot's own right. */
export const messageRoutes = (nonces: Nonces, oldEdits: HiddenLimit) =>
  ({
    'POST /channels/:channel_id/messages': post(nonces),
    'PATCH /channels/:channel_id/messages/:message_id': edit(oldEdits),
    'DELETE /channels/:channel_id/messages/:message_id': remove,
    'GET /channels/:channel_id/messages/:message_id': readOne,
    'GET /channels/:channel_id/messages': readMany,
    'POST /channels/:channel_id/messages/bulk-delete': removeMany,
  }) as const satisfies Routes
