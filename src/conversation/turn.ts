import type { PeriodLength } from './allowance.ts'
import type { Failure } from './failure.ts'
import type { Source, StopReason } from './reply-event.ts'
import type { Timing, Usage } from './usage.ts'

/** Where a conversation takes place: the id of a Discord channel, thread or DM channel, or `terminal:<name>`. */
export type PlaceId = string

/** The author of a question. `id` is a Discord user id; `name` is their display name at that time. */
export type Speaker = { readonly id: string; readonly name: string }

/** The description of a file that came with a question, made once when it came. Its bytes are stored apart. */
export type TurnFile = {
  readonly name: string
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
  /** About how many input tokens it costs each time it is sent. */
  readonly tokens: number
  /** Of a PDF. */
  readonly pages?: number
  /** Of an image, in pixels. */
  readonly width?: number
  readonly height?: number
}

/** A file that is not stored yet. It is stored because Discord's attachment URLs expire. */
export type NewFile = TurnFile & { readonly bytes: Uint8Array }

/** A message of somebody else, given as context. Claude gets it as quoted data. */
export type Quote = {
  readonly author: string
  /** The author's id, so that forgetting them deletes the quote too. */
  readonly authorId?: string
  readonly where: string
  readonly text: string
}

/** Why Claude cannot be sent a question: it refused its content, or the question alone exceeds the model's window. */
export type Unsendable = 'refused' | 'too-large'

/** What a reply says of its question; `about` links to the message that the question is about. */
export type QuestionHeading = { readonly about?: string }

/** What a person said. */
export type Question = {
  readonly role: 'question'
  readonly id: string
  /** Rises when the question is edited or removed. */
  readonly revision: number
  readonly conversationId: string
  /** The answer that this question follows, or null at the root. */
  readonly parentId: string | null
  readonly speaker: Speaker
  readonly text: string
  readonly quote?: Quote
  readonly files: readonly TurnFile[]
  /** The asker's Discord locale (`en-US`, `ja`). */
  readonly locale?: string
  /** Present if the reply begins with the question, because Discord does not show it. */
  readonly heading?: QuestionHeading
  /** Present if it was asked as a reply to its parent, and not just as the next question. */
  readonly isReply?: boolean
  /** Present while it waits in line. */
  readonly isWaiting?: boolean
  /** Present if requests leave this question out. */
  readonly unsendable?: Unsendable
  /** Milliseconds since 1970. */
  readonly at: number
}

/** What happened to older turns that no longer fitted, and its cost in US dollars (null if the price is not known). */
export type Older = { readonly type: 'summarised' | 'left-out'; readonly dollars: number | null }

/**
 * Why a cheaper model than the usual one answers: so many percent of an allowance are used, or, without a number, what is left of it
 * does not cover the usual model.
 */
export type Cheaper = { readonly length: PeriodLength; readonly percent?: number }

export type AnswerState = 'waiting' | 'writing' | 'ended' | 'failed'

/** What is known of the request that is writing an answer: after a crash its usage is counted from this. */
export type Running = {
  readonly model: string
  readonly usage: Usage
  /** The length of the answer's text before this request, in UTF-16 code units. */
  readonly from: number
}

/** Claude's answer to a question. Regenerating a question adds a sibling. */
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
  /** The summary of Claude's thinking that was shown above it. */
  readonly thinking?: string
  /** How long it thought before its first word, in ms. */
  readonly thoughtFor?: number
  readonly older?: Older
  /** Present if a cheaper model wrote it, or the last part of it. */
  readonly cheaper?: Cheaper
  /** Cost of its requests in US dollars (null if a price is not known). Absent until it has ended. */
  readonly dollars?: number | null
  /** Whether its output tokens, and with them the cost, are estimated. */
  readonly isEstimate?: boolean
  /** Absent once it has ended. */
  readonly running?: Running
  /** Absent while it is being written, and if it was interrupted. */
  readonly timing?: Timing
  readonly at: number
}

export type Turn = Question | Answer
