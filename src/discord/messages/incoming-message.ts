import { MessageReferenceType, MessageType } from 'discord.js'
import { z } from 'zod'
import type { Speaker } from '../../conversation/turn.ts'
import type { Asker } from '../../settings/access.ts'
import { listOf, pollText, richContentSchema, richContentText, stickerText } from './message-text.ts'

/** An attachment as Discord describes it. Its URL expires. */
export type MessageAttachment = {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly size: number
  readonly mediaType?: string
}

/** A message of a person, from the gateway. */
export type IncomingMessage = {
  readonly id: string
  readonly channelId: string
  /** Absent in a direct message. */
  readonly guildId?: string
  readonly author: Speaker
  /** Who asks, with their roles; absent for a proxied message whose original is not known. */
  readonly asker?: Asker
  /** Empty where Discord withholds it: without the message-content intent, unless it is for the bot. */
  readonly content: string
  readonly isEdited: boolean
  /** Whom it mentions, by the names that others see. */
  readonly mentions: readonly Speaker[]
  /** The ids of the roles that it mentions. */
  readonly mentionedRoles: readonly string[]
  readonly attachments: readonly MessageAttachment[]
  /** The question and answers of its poll; empty without one. */
  readonly poll: string
  /** The names of its stickers: all that can be read of them; empty without any. */
  readonly stickers: string
  /** The message that was forwarded with it. Discord does not tell whose it was. */
  readonly forwarded?: Pick<Referenced, 'content' | 'attachments' | 'mentions'>
  /** The message it replies to. */
  readonly repliesTo?: Referenced
  /** The id of the message that it replies to, where Discord tells no more of that. */
  readonly repliesToId?: string
  /** The application whose webhook posted it for a person; absent where the person did. */
  readonly proxiedBy?: string
}

/** A message that another one replies to. `content` includes its embeds and may be withheld. */
export type Referenced = {
  readonly id: string
  readonly author: Speaker
  readonly content: string
  readonly mentions: readonly Speaker[]
  readonly attachments: readonly MessageAttachment[]
}

const userSchema = z.object({
  id: z.string(),
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().nullish(),
  member: z.object({ nick: z.string().nullish() }).nullish(),
})

const attachmentSchema = z
  .object({
    id: z.string(),
    filename: z.string(),
    url: z.string(),
    size: z.number(),
    content_type: z.string().nullish(),
  })
  .transform(
    ({ id, filename, url, size, content_type }): MessageAttachment => ({
      id,
      name: filename,
      url,
      size,
      ...(content_type && { mediaType: content_type }),
    }),
  )

const bodySchema = richContentSchema.extend({
  content: z.string().catch(''),
  attachments: listOf(attachmentSchema),
  mentions: listOf(userSchema),
})

const snapshotsSchema = listOf(z.object({ message: bodySchema }))

const partsSchema = bodySchema.extend({
  id: z.string(),
  author: userSchema,
  message_snapshots: snapshotsSchema,
})

const messageSchema = partsSchema.extend({
  type: z.number(),
  channel_id: z.string(),
  guild_id: z.string().nullish(),
  webhook_id: z.string().nullish(),
  application_id: z.string().nullish(),
  edited_timestamp: z.string().nullish().catch(undefined),
  member: z
    .object({ nick: z.string().nullish().catch(undefined), roles: listOf(z.string()) })
    .nullish()
    .catch(undefined),
  mention_roles: listOf(z.string()),
  message_reference: z
    .object({
      type: z.number().nullish(),
      channel_id: z.string().nullish(),
      message_id: z.string().nullish(),
    })
    .nullish()
    .catch(undefined),
  referenced_message: partsSchema.nullish().catch(undefined),
})

type User = z.infer<typeof userSchema>

const speakerOf = (user: User, member: User['member'] = user.member): Speaker => ({
  id: user.id,
  name: member?.nick ?? user.global_name ?? user.username,
})

/** The message types of people; all others are of the system or an application. */
const personal = new Set<number>([MessageType.Default, MessageType.Reply])

/**
 * Reads MESSAGE_CREATE or MESSAGE_UPDATE. Null if no person wrote it: bots, webhooks and the system are ignored,
 * except the webhooks of `proxies` (ids).
 */
export const readIncomingMessage = (
  data: unknown,
  proxies: readonly string[] = [],
): IncomingMessage | null => {
  const message = messageSchema.parse(data)
  const proxiedBy = proxies.find((id) => id === message.application_id || id === message.webhook_id)
  const isProxied = message.webhook_id && proxiedBy
  if (!personal.has(message.type) || ((message.author.bot || message.webhook_id) && !isProxied)) return null
  const repliesTo = referencedBy(message)
  const forwarded = forwardedIn(message.message_snapshots)
  const reference = replyReference(message)
  return {
    id: message.id,
    channelId: message.channel_id,
    ...(message.guild_id && { guildId: message.guild_id }),
    author: isProxied ? proxiedSpeaker(message.author) : speakerOf(message.author, message.member),
    content: message.content,
    isEdited: typeof message.edited_timestamp === 'string',
    mentions: message.mentions.map((user) => speakerOf(user)),
    mentionedRoles: message.mention_roles,
    attachments: message.attachments,
    poll: pollText(message.poll),
    stickers: stickerText(message.sticker_items),
    ...(forwarded && { forwarded }),
    ...(repliesTo && { repliesTo }),
    ...(repliesTo === undefined && reference?.message_id && { repliesToId: reference.message_id }),
    ...(isProxied ? { proxiedBy } : { asker: { id: message.author.id, roles: message.member?.roles ?? [] } }),
  }
}

/** One webhook posts for many: the name tells them apart. */
const proxiedSpeaker = ({ id, username }: User): Speaker => ({ id: `${id}:${username}`, name: username })

/** Reads a message object of Discord's API. */
export const readReferenced = (data: unknown): Referenced => referenced(partsSchema.parse(data))

const referenced = (message: z.infer<typeof partsSchema>): Referenced => {
  const forwarded = forwardedIn(message.message_snapshots)
  return {
    id: message.id,
    author: speakerOf(message.author),
    content: [bodyText(message), forwarded?.content].filter((part) => part).join('\n'),
    mentions: [...message.mentions.map((user) => speakerOf(user)), ...(forwarded?.mentions ?? [])],
    attachments: [...message.attachments, ...(forwarded?.attachments ?? [])],
  }
}

const bodyText = (body: z.infer<typeof bodySchema>): string =>
  [body.content, richContentText(body)].filter((part) => part !== '').join('\n')

const forwardedIn = (snapshots: z.infer<typeof snapshotsSchema>): IncomingMessage['forwarded'] => {
  if (snapshots.length === 0) return undefined
  return {
    content: snapshots
      .map(({ message }) => bodyText(message))
      .filter((part) => part !== '')
      .join('\n'),
    mentions: snapshots.flatMap(({ message }) => message.mentions.map((user) => speakerOf(user))),
    attachments: snapshots.flatMap(({ message }) => message.attachments),
  }
}

/** A forwarded message is no reply, and neither is one that points into another channel. */
const replyReference = (message: z.infer<typeof messageSchema>) => {
  const { message_reference: reference } = message
  if (!reference || (reference.type ?? 0) !== MessageReferenceType.Default) return undefined
  return reference.channel_id && reference.channel_id !== message.channel_id ? undefined : reference
}

const referencedBy = (message: z.infer<typeof messageSchema>): Referenced | undefined =>
  replyReference(message) && message.referenced_message ? referenced(message.referenced_message) : undefined
