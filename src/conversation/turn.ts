import type { Failure } from './failure.ts'
import type { Source, StopReason } from './reply-event.ts'
import type { Timing, Usage } from './usage.ts'

/** Where a conversation is held: a Discord channel, thread or DM channel id, or `terminal:<name>`. */
export type PlaceId = string

/** Who speaks. `id` is stable (a Discord user id), `name` is what others call them. */
export type Speaker = { readonly id: string; readonly name: string }

/** A file that was given with a question, kept with it because Discord's addresses expire. */
export type TurnFile = {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** What somebody else said, brought along as context: it is quoted to Claude, never an instruction. */
export type Quote = {
  readonly author: string
  /** The author's stable id, so that what they said can be forgotten here too. */
  readonly authorId?: string
  readonly where: string
  readonly text: string
}

/** Why Claude cannot be sent a question: it refused its content, or the question alone exceeds the model's window. */
export type Unsendable = 'refused' | 'too-large'

/** What a person said. */
export type Question = {
  readonly role: 'question'
  readonly id: string
  /** Rises when the question is edited or removed. */
  readonly revision: number
  readonly conversationId: string
  /** The answer that this question follows in the tree, or null at its root. */
  readonly parentId: string | null
  readonly speaker: Speaker
  readonly text: string
  readonly quote?: Quote
  readonly files: readonly TurnFile[]
  /** The asker's language, as Discord names it (`en-US`, `ja`). */
  readonly locale?: string
  /** Present if requests leave this question out. */
  readonly unsendable?: Unsendable
  /** Milliseconds since 1970. */
  readonly at: number
}

/** What was done to older turns that no longer fitted, and its price in US dollars, null where that is not known. */
export type Older = { readonly type: 'summarised' | 'left-out'; readonly dollars: number | null }

/** How far an answer has come. */
export type AnswerState = 'waiting' | 'writing' | 'ended' | 'failed'

/** The request that writes an answer, as far as it is told of: after a sudden end it is counted by this. */
export type Running = {
  readonly model: string
  readonly usage: Usage
  /** How much there was of the answer's text before it, in UTF-16 units. */
  readonly from: number
}

/** What Claude said to a question. A question regenerated has several answers: siblings in the tree. */
export type Answer = {
  readonly role: 'answer'
  readonly id: string
  /** Rises when the answer is reopened. */
  readonly revision: number
  readonly conversationId: string
  readonly parentId: string
  /** The text so far, in Claude's own Markdown. */
  readonly text: string
  readonly state: AnswerState
  readonly stopReason?: StopReason
  readonly failure?: Failure
  readonly model: string
  readonly usage: Usage
  readonly sources: readonly Source[]
  /** What people could see of Claude's thinking before it. */
  readonly thinking?: string
  readonly older?: Older
  /** What its requests have cost in US dollars, or null where that is not known; absent until it has ended. */
  readonly dollars?: number | null
  /** Whether its output, and with it the price, is estimated. */
  readonly isEstimate?: boolean
  /** Absent once it has ended. */
  readonly running?: Running
  /** Absent while it is written, and when it was interrupted. */
  readonly timing?: Timing
  readonly at: number
}

export type Turn = Question | Answer
