import type { Store } from '../../conversation/store.ts'
import type { Replies } from '../../replies/replies.ts'
import type { RefuseAccess } from '../access.ts'
import type { ReadAttachments } from '../attachments/read-attachments.ts'
import type { Notice } from '../screen/notice.ts'
import type { ReplyScreens } from '../screen/reply-screens.ts'
import type { Self } from './clean-content.ts'
import type { HoldForProxy } from './hold-for-proxy.ts'
import type { Referenced } from './incoming-message.ts'
import type { Names } from './name-mentions.ts'
import type { PermissionNotice } from './permission-notice.ts'
import type { TellPrivately } from './tell-privately.ts'

/** What handling messages needs of the rest of the program. */
export type MessageContext = {
  readonly replies: Replies
  readonly store: Store
  readonly screens: Pick<ReplyScreens, 'inChannel'>
  readonly post: (notice: Notice) => Promise<void>
  readonly places: Places
  /** Tells an author that the bot may not write in the channel. */
  readonly permissionNotice: PermissionNotice
  readonly refuseAccess: RefuseAccess
  readonly tell: TellPrivately
  readonly readAttachments: ReadAttachments
  /** The bot, as a server or a direct message knows it. */
  readonly self: (guildId: string | undefined) => Self
  /** Whether Discord gives us what people write without mentioning the bot. */
  readonly messageContent: boolean
  readonly onFault: (error: unknown) => void
  /** The ids of the applications and webhooks that post what people write. */
  readonly proxies: readonly string[]
  readonly holdForProxy: HoldForProxy
  /** When a conversation of a place was last deleted on request, in ms since 1970. */
  readonly forgottenAt: (place: string) => Promise<number>
}

/** What the bot knows about channels. */
export type Places = {
  /** Whether a channel is a thread that the bot opened. */
  readonly isOwnThread: (channelId: string) => Promise<boolean>
  /**
   * What the bot may do in a channel: write, and reply to a message there. `now` is Discord's time, in ms since 1970: a
   * time-out ends by that, and the host's clock may be wrong.
   */
  readonly mayHere: (
    channelId: string,
    now: number,
  ) => Promise<{ readonly write: boolean; readonly reply: boolean }>
  /** The role that Discord made for the bot in a server. */
  readonly ownRole: (guildId: string) => string | undefined
  /** The names of what is mentioned in a server or a direct message. */
  readonly names: (guildId: string | undefined) => Names
  /** A message of a channel; undefined where it is gone, or may not be read. */
  readonly messageIn: (channelId: string, messageId: string) => Promise<Referenced | undefined>
  /** What people call a channel, such as `#general`; empty in a direct message. */
  readonly nameOf: (channelId: string) => string
  /** The language of the server that a channel is in, if it is in one. */
  readonly localeOf: (guildId: string) => string | undefined
}
