import type { Answering } from '../../answer/answering.ts'
import type { Memory } from '../../conversation/memory.ts'
import type { FilesOf } from '../files-of.ts'
import type { Notice } from '../notice.ts'
import type { ReplyScreens } from '../reply-screens.ts'

/** What talking by messages needs of the rest of the program. */
export type Talk = {
  readonly answering: Answering
  readonly memory: Memory
  readonly screens: Pick<ReplyScreens, 'inChannel'>
  readonly post: (notice: Notice) => Promise<void>
  readonly places: Places
  readonly filesOf: FilesOf
  /** The bot's own user id. */
  readonly botId: () => string
  /** Whether Discord gives us what people write without mentioning the bot. */
  readonly messageContent: boolean
  readonly onFault: (error: unknown) => void
}

/** What is known of channels. */
export type Places = {
  /** Whether a channel is a thread that the bot opened. */
  readonly isOwnThread: (channelId: string) => Promise<boolean>
  /** What people call a channel, such as `#general`; empty in a direct message. */
  readonly nameOf: (channelId: string) => string
  /** The language of the server that a channel is in, if it is in one. */
  readonly localeOf: (guildId: string) => string | undefined
}
