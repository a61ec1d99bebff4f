import type { Answering } from '../../answer/answering.ts'
import type { Memory } from '../../conversation/memory.ts'
import type { FilesOf } from '../files-of.ts'
import type { Notice } from '../notice.ts'
import type { ReplyScreens } from '../reply-screens.ts'
import type { Muted } from './muted.ts'
import type { Self } from './spoken.ts'

/** What talking by messages needs of the rest of the program. */
export type Talk = {
  readonly answering: Answering
  readonly memory: Memory
  readonly screens: Pick<ReplyScreens, 'inChannel'>
  readonly post: (notice: Notice) => Promise<void>
  readonly places: Places
  /** Told of a message that the bot may not answer where it was written. */
  readonly muted: Muted
  readonly filesOf: FilesOf
  /** The bot, as a server or a direct message knows it. */
  readonly self: (guildId: string | undefined) => Self
  /** Whether Discord gives us what people write without mentioning the bot. */
  readonly messageContent: boolean
  readonly onFault: (error: unknown) => void
}

/** What is known of channels. */
export type Places = {
  /** Whether a channel is a thread that the bot opened. */
  readonly isOwnThread: (channelId: string) => Promise<boolean>
  /** What the bot may do in a channel: write, and reply to a message there. */
  readonly mayHere: (channelId: string) => Promise<{ readonly write: boolean; readonly reply: boolean }>
  /** The role that Discord made for the bot in a server. */
  readonly ownRole: (guildId: string) => string | undefined
  /** What people call a channel, such as `#general`; empty in a direct message. */
  readonly nameOf: (channelId: string) => string
  /** The language of the server that a channel is in, if it is in one. */
  readonly localeOf: (guildId: string) => string | undefined
}
