import type { JsonObject } from './json.ts'

/** Message flags that the sandbox knows, from Discord's table of message flags. */
export const messageFlags = {
  SUPPRESS_EMBEDS: 4,
  HAS_THREAD: 32,
  EPHEMERAL: 64,
  LOADING: 128,
  SUPPRESS_NOTIFICATIONS: 4096,
  IS_COMPONENTS_V2: 32_768,
} as const

/** Message types that the sandbox makes, from Discord's table of message types. */
export const messageTypes = {
  DEFAULT: 0,
  THREAD_CREATED: 18,
  REPLY: 19,
  CHAT_INPUT_COMMAND: 20,
  THREAD_STARTER_MESSAGE: 21,
  CONTEXT_MENU_COMMAND: 23,
} as const

/** A file that a message carries. Its bytes are in the world's files under the same id. */
export type Attachment = {
  readonly id: string
  readonly channelId: string
  readonly filename: string
  readonly contentType: string
  readonly size: number
  readonly description: string | undefined
  readonly ephemeral: boolean
}

/** One emoji under a message and who put it there. */
export type Reaction = { readonly emoji: string; readonly userIds: readonly string[] }

/** Whom a message pings. */
export type Mentions = {
  readonly userIds: readonly string[]
  readonly roleIds: readonly string[]
  readonly everyone: boolean
}

/** A message as it is now; an edit makes a new record under the same id. */
export type Message = {
  readonly id: string
  readonly channelId: string
  readonly authorId: string
  readonly type: (typeof messageTypes)[keyof typeof messageTypes]
  readonly content: string
  readonly flags: number
  readonly embeds: readonly JsonObject[]
  readonly components: readonly JsonObject[]
  readonly attachments: readonly Attachment[]
  readonly mentions: Mentions
  readonly reactions: readonly Reaction[]
  readonly reference: { readonly channelId: string; readonly messageId: string } | undefined
  readonly nonce: string | number | undefined
  /** Fields of Discord's message object beyond those that the sandbox makes; they replace its own. */
  readonly also: JsonObject | undefined
  /** The interaction that the message answers. */
  readonly interactionId: string | undefined
  readonly threadId: string | undefined
  /** Who alone sees it, if it is ephemeral. */
  readonly onlyFor: string | undefined
  /** Wall time in milliseconds. */
  readonly createdAt: number
  readonly editedAt: number | undefined
  /** On the clock that is never set back, in milliseconds. */
  readonly createdElapsed: number
}

/** Whether the message carries the flag. */
export const hasFlag = (message: Message, flag: keyof typeof messageFlags): boolean =>
  (message.flags & messageFlags[flag]) !== 0

/** Nobody is pinged. */
export const noMentions: Mentions = { userIds: [], roleIds: [], everyone: false }
