import type { BlockView } from './components.ts'

/** A file under a message. */
export type FileView = {
  readonly name: string
  readonly url: string
  readonly type: string
  readonly size: number
  /** For those who do not see it. */
  readonly description?: string
}

/** An embed, as far as the page shows it. */
export type EmbedView = {
  readonly title: string
  readonly description: string
  readonly color: string
  readonly footer: string
  readonly fields: readonly { readonly name: string; readonly value: string }[]
}

/** The kinds of message that a person can send beside plain text. */
export const specialKinds = ['poll', 'sticker', 'emoji', 'embed', 'proxied'] as const

/** One of them. */
export type SpecialKind = (typeof specialKinds)[number]

/** What a message holds beyond its text, files and embeds. */
export type ExtrasView = {
  readonly poll:
    | {
        readonly question: string
        readonly answers: readonly { readonly text: string; readonly votes: number }[]
      }
    | undefined
  /** The stickers' names. */
  readonly stickers: readonly string[]
  readonly forwarded:
    | {
        readonly content: string
        readonly embeds: readonly EmbedView[]
        readonly stickers: readonly string[]
      }
    | undefined
  /** The name under which a webhook posted it. */
  readonly postedAs: string | undefined
}

/** The message that another one answers. */
export type ReplyView = { readonly id: string; readonly authorId: string; readonly content: string }

/** A message as everyone who may see it sees it. */
export type MessageView = {
  readonly id: string
  readonly channelId: string
  readonly authorId: string
  readonly system: 'thread-created' | undefined
  readonly content: string
  /** The bot is thinking: a deferred answer that has no content yet. */
  readonly loading: boolean
  /** Who alone sees it. */
  readonly onlyFor: string | undefined
  readonly edited: boolean
  readonly createdAt: number
  readonly files: readonly FileView[]
  readonly embeds: readonly EmbedView[]
  readonly extras: ExtrasView
  readonly blocks: readonly BlockView[]
  readonly reply: ReplyView | 'deleted' | undefined
  readonly invoked: { readonly userId: string; readonly command: string; readonly slash: boolean } | undefined
  readonly threadId: string | undefined
  readonly reactions: readonly { readonly emoji: string; readonly count: number }[]
  readonly mentionedIds: readonly string[]
}
