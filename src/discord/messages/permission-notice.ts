import type { Clock } from '../../clock.ts'
import type { Strings } from '../../i18n/strings.ts'
import type { Log } from '../../log.ts'
import type { Notice } from '../screen/notice.ts'
import type { IncomingMessage } from './incoming-message.ts'

/** Tells somebody that the bot has heard them where it may not write. */
export type PermissionNotice = (message: IncomingMessage, strings: Strings) => Promise<void>

/** What telling so needs. */
export type PermissionNoticeContext = {
  readonly post: (notice: Notice) => Promise<void>
  readonly clock: Clock
  readonly log: Pick<Log, 'warn'>
  /** The channel for direct messages with a person. */
  readonly directChannel: (userId: string) => Promise<string>
  readonly react: (message: IncomingMessage, emoji: string) => Promise<void>
}

/** For so long, in ms, nobody is told again because of the same channel. */
const quietFor = 10 * 60_000

/**
 * Says it in a direct message, or, where that is not taken, by a reaction: once in ten minutes for a channel. The log has
 * it once for each channel.
 */
export const createPermissionNotice = ({
  clock,
  log,
  post,
  directChannel,
  react,
}: PermissionNoticeContext): PermissionNotice => {
  const toldAt = new Map<string, number>()
  return async (message, strings) => {
    const { id, channelId, author } = message
    const before = toldAt.get(channelId)
    const now = clock.elapsed()
    if (before !== undefined && now - before < quietFor) return
    toldAt.set(channelId, now)
    if (before === undefined) log.warn({ channelId }, 'called where it may not write: give it Send Messages')
    try {
      const content = strings.messages.mayNotWrite(`<#${channelId}>`)
      await post({ channelId: await directChannel(author.id), content, key: `mute${id}` })
    } catch {
      await react(message, '🔇').catch(() => undefined)
    }
  }
}
