import type { Strings } from '../../i18n/strings.ts'
import type { Log } from '../../log.ts'
import type { IncomingMessage } from './incoming-message.ts'
import type { TellPrivately } from './tell-privately.ts'

/** Tells an author that the bot may not write in their channel. */
export type PermissionNotice = (message: IncomingMessage, strings: Strings) => Promise<void>

/** Tells it for each channel once in ten minutes. The log has it once for each channel. */
export const createPermissionNotice =
  (tell: TellPrivately, log: Pick<Log, 'warn'>): PermissionNotice =>
  async (message, strings) => {
    const { channelId } = message
    const content = strings.messages.mayNotWrite(`<#${channelId}>`)
    const before = await tell(message, { about: `mute ${channelId}`, content, emoji: '🔇' })
    if (before === 'never') log.warn({ channelId }, 'called where it may not write: give it Send Messages')
  }
