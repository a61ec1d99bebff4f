import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import type { Words } from '../../words/words.ts'
import type { Incoming } from './incoming.ts'
import type { Talk } from './talk.ts'

/** Tells somebody that the bot has heard them where it may not write. */
export type Muted = (message: Incoming, words: Words) => Promise<void>

/** What telling so needs. */
export type MutedContext = Pick<Talk, 'post'> & {
  readonly clock: Clock
  readonly log: Pick<Log, 'warn'>
  /** The channel for direct messages with a person. */
  readonly directChannel: (userId: string) => Promise<string>
  readonly react: (message: Incoming, emoji: string) => Promise<void>
}

/** For so long, in ms, nobody is told again because of the same channel. */
const quietFor = 10 * 60_000

/**
 * Says it in a direct message, or, where that is not taken, by a reaction: once in ten minutes for a channel. The log has
 * it once for each channel.
 */
export const createMuted = ({ clock, log, post, directChannel, react }: MutedContext): Muted => {
  const toldAt = new Map<string, number>()
  return async (message, words) => {
    const { id, channelId, author } = message
    const before = toldAt.get(channelId)
    const now = clock.elapsed()
    if (before !== undefined && now - before < quietFor) return
    toldAt.set(channelId, now)
    if (before === undefined) log.warn({ channelId }, 'called where it may not write: give it Send Messages')
    try {
      const content = words.talk.mayNotWrite(`<#${channelId}>`)
      await post({ channelId: await directChannel(author.id), content, key: `mute${id}` })
    } catch {
      await react(message, '🔇').catch(() => undefined)
    }
  }
}
