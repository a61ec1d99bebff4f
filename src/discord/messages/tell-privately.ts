import type { Clock } from '../../clock.ts'
import type { Notice } from '../screen/notice.ts'
import type { IncomingMessage } from './incoming-message.ts'

/** What somebody is told about a message of theirs. */
export type PrivateWord = {
  /** What it is about. The same is not told again for ten minutes. */
  readonly about: string
  readonly content: string
  /** The reaction that says it where they take no direct messages. */
  readonly emoji: string
}

/**
 * Tells an author something about their message. Gives when the same was told before; `lately`, within ten minutes, it is not told
 * again. Never rejects.
 */
export type TellPrivately = (
  message: IncomingMessage,
  word: PrivateWord,
) => Promise<'lately' | 'before' | 'never'>

/** What telling needs. */
export type TellingContext = {
  readonly post: (notice: Notice) => Promise<void>
  readonly clock: Clock
  /** The channel for direct messages with a person. */
  readonly directChannel: (userId: string) => Promise<string>
  readonly react: (message: IncomingMessage, emoji: string) => Promise<void>
}

/** For so long, in ms, nobody is told the same again. */
const quietFor = 10 * 60_000

/** The most matters that are remembered as told. */
const mostRemembered = 10_000

/** Tells by a direct message, or, where that is not taken, by a reaction: once in ten minutes about the same. */
export const createTellPrivately = ({ clock, post, directChannel, react }: TellingContext): TellPrivately => {
  const toldAt = new Map<string, number>()
  /** Whether it was told within the last ten minutes, or longer ago; notes that it is told now. */
  const told = (about: string): 'lately' | 'before' | 'never' => {
    const before = toldAt.get(about)
    const now = clock.elapsed()
    if (before !== undefined && now - before < quietFor) return 'lately'
    toldAt.delete(about)
    toldAt.set(about, now)
    const [oldest] = toldAt.keys()
    if (toldAt.size > mostRemembered && oldest !== undefined) toldAt.delete(oldest)
    return before === undefined ? 'never' : 'before'
  }
  return async (message, { about, content, emoji }) => {
    const before = told(about)
    if (before === 'lately') return before
    try {
      await post({ channelId: await directChannel(message.author.id), content, key: `told${message.id}` })
    } catch {
      await react(message, emoji).catch(() => undefined)
    }
    return before
  }
}
