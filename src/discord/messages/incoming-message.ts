import { MessageReferenceType, MessageType } from 'discord.js'
import { z } from 'zod'
import type { Speaker } from '../../conversation/turn.ts'

/** A file that a message brings along, as Discord describes it; its address expires. */
export type Attached = {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly size: number
  readonly mediaType?: string
}

/** A message that a person wrote, as the gateway tells of it. */
export type IncomingMessage = {
  readonly id: string
  readonly channelId: string
  /** Absent in a direct message. */
  readonly guildId?: string
  readonly author: Speaker
  /** Empty where Discord withholds it: without the message-content intent, unless it is for the bot. */
  readonly content: string
  readonly isEdited: boolean
  /** Whom it mentions, by the names that others see. */
  readonly mentions: readonly Speaker[]
  /** The ids of the roles that it mentions. */
  readonly mentionedRoles: readonly string[]
  readonly attachments: readonly Attached[]
  /** The message it replies to. */
  readonly repliesTo?: Referenced
}

/** A message that another replies to. `content` may be withheld too. */
export type Referenced = {
  readonly id: string
  readonly author: Speaker
  readonly content: string
  readonly attachments: readonly Attached[]
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
    ({ id, filename, url, size, content_type }): Attached => ({
      id,
      name: filename,
      url,
      size,
      ...(content_type && { mediaType: content_type }),
    }),
  )

const partsSchema = z.object({
  id: z.string(),
  content: z.string().default(''),
  author: userSchema,
  attachments: z.array(attachmentSchema).default([]),
})

const messageSchema = partsSchema.extend({
  type: z.number(),
  channel_id: z.string(),
  guild_id: z.string().nullish(),
  webhook_id: z.string().nullish(),
  edited_timestamp: z.string().nullish(),
  member: z.object({ nick: z.string().nullish() }).nullish(),
  mentions: z.array(userSchema).default([]),
  mention_roles: z.array(z.string()).default([]),
  message_reference: z.object({ type: z.number().nullish(), channel_id: z.string().nullish() }).nullish(),
  referenced_message: partsSchema.nullish(),
})

type User = z.infer<typeof userSchema>

const speakerOf = (user: User, member = user.member): Speaker => ({
  id: user.id,
  name: member?.nick ?? user.global_name ?? user.username,
})

/** Messages of people: everything else that has a type is the system's or an application's. */
const personal = new Set<number>([MessageType.Default, MessageType.Reply])

/**
 * The message in the data of MESSAGE_CREATE or MESSAGE_UPDATE, or null when no person wrote it: bots, webhooks and the
 * system never have a turn.
 */
export const readIncomingMessage = (data: unknown): IncomingMessage | null => {
  const message = messageSchema.parse(data)
  if (message.author.bot || message.webhook_id || !personal.has(message.type)) return null
  const repliesTo = referencedBy(message)
  return {
    id: message.id,
    channelId: message.channel_id,
    ...(message.guild_id && { guildId: message.guild_id }),
    author: speakerOf(message.author, message.member),
    content: message.content,
    isEdited: typeof message.edited_timestamp === 'string',
    mentions: message.mentions.map((user) => speakerOf(user)),
    mentionedRoles: message.mention_roles,
    attachments: message.attachments,
    ...(repliesTo && { repliesTo }),
  }
}

/** A forwarded message is no reply, and neither is one that points into another channel. */
const referencedBy = (message: z.infer<typeof messageSchema>): Referenced | undefined => {
  const { message_reference: reference, referenced_message: referenced } = message
  if (!reference || !referenced || (reference.type ?? 0) !== MessageReferenceType.Default) return undefined
  if (reference.channel_id && reference.channel_id !== message.channel_id) return undefined
  const { id, author, content, attachments } = referenced
  return { id, author: speakerOf(author), content, attachments }
}
