import type { Answer } from '../../src/sandbox/claude/answer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import type { BotWorld, BotWorldOptions } from '../world/bot-world.ts'
import type { ScaledClock } from '../world/scaled-clock.ts'

/** One way in which it can go wrong, and the one outcome that it has. */
export type Outcome = {
  readonly what: string
  /** What Claude answers; `Fine.` if not given. `nth` counts the requests for this question from 0. */
  readonly answer?: (nth: number) => Answer
  /** How much faster time passes once the question is acknowledged. */
  readonly speed?: number
  /** What goes wrong after the question was asked. */
  readonly meanwhile?: (stage: Stage) => Promise<void> | void
  /** What goes wrong before. */
  readonly before?: (stage: Stage) => Promise<void> | void
  /** How it is over, once the reply has ended and before the next question comes. */
  readonly afterwards?: (stage: Stage) => Promise<void> | void
  /** How it is asked; by command if not given. */
  readonly asked?: 'by mention'
  /** Whether the question is asked in a thread of the channel. */
  readonly inThread?: boolean
  /** Words on the message afterwards; null where there is nothing to be seen any more. */
  readonly sees: string | null
  /** In words, where the person sees something else than words of ours. */
  readonly instead?: string
  /** What can be pressed under the message then, a thread of its own aside. */
  readonly offers: readonly ('retry' | 'regenerate' | 'continue')[]
  /** What the next question's history has of it. */
  readonly kept:
    | 'question and reply'
    | 'question and text so far'
    | 'question'
    | 'that a question is left out'
    | 'nothing'
  /**
   * Where the next question is asked instead, or why its answer is not seen; it is answered whole in the same channel if
   * absent.
   */
  readonly next?: string
  /** How many requests Claude gets for it: `several` come within 20 s, and more than two of them. */
  readonly requests: 'none' | 'one' | 'two' | 'several'
  /** How many of them begin to answer, which is when tokens are billed. */
  readonly billed: 0 | 1
  /** How many other questions were answered before; none if not given. */
  readonly billedBefore?: number
  /** What the log has of it: each line's level and message, with the failure or the error's name, each once. */
  readonly logs: readonly string[]
}

/** One question's stage. */
export type Stage = {
  readonly world: BotWorld
  readonly clock: ScaledClock
  readonly channelId: string
  readonly guildId: string
  /** Resolves with the message once text of Claude's is on it. */
  readonly texted: () => Promise<Message>
}

/** An outcome with what its world is started with, beside the usual. */
export type StagedOutcome = {
  readonly outcome: Outcome
  readonly options?: BotWorldOptions
}
