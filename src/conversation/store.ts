import type { Conversation, Settings } from './conversation.ts'
import type { Failure } from './failure.ts'
import type { Source, StopReason } from './reply-event.ts'
import type { Answer, PlaceId, Question, Quote, Speaker, Turn, TurnFile } from './turn.ts'
import type { Timing, Usage } from './usage.ts'

/** A question as it is asked, before it has a place in the tree. */
export type NewQuestion = {
  readonly place: PlaceId
  /** The answer it follows; absent: the conversation's head. */
  readonly parentId?: string | null
  readonly speaker: Speaker
  readonly text: string
  readonly quote?: Quote
  readonly files: readonly TurnFile[]
  readonly locale?: string
  /**
   * What the question came from (a Discord message or interaction id). The same one is stored once: asking again
   * gives `null` back, so a gateway event delivered twice is one turn.
   */
  readonly origin: string
}

/** One request to Claude for an answer: what it used and cost. An answer continued or searched on has several. */
export type Spending = {
  /** The answer; the question while there is none. */
  readonly answerId: string
  readonly speakerId: string
  readonly model: string
  readonly usage: Usage
  /** US dollars, or null when the model has no known price. */
  readonly dollars: number | null
}

/** What several requests have used and cost together. */
type Spent = {
  readonly requests: number
  readonly usage: Usage
  /** US dollars of those requests whose model has a known price. */
  readonly dollars: number
  /** The number of requests whose price is not known. */
  readonly unpriced: number
}

/** What is known of a reply beside its text. */
export type Beside = Pick<Answer, 'thinking' | 'older' | 'dollars' | 'isEstimate' | 'running'>

/** How a reply ended, to be kept with it. */
export type Settled = Omit<Beside, 'running'> & {
  readonly timing?: Timing
  readonly text: string
  readonly sources: readonly Source[]
  readonly stopReason?: StopReason
  readonly failure?: Failure
  readonly model: string
  readonly usage: Usage
}

/** A message of ours on Discord that shows (a page of) an answer, or that its question waits. */
export type ShownMessage = {
  readonly messageId: string
  readonly channelId: string
  /** The answer; the question while nobody has begun to answer it. */
  readonly turnId: string
  /** 0 for the first page. */
  readonly page: number
  /** The interaction's token while the message can only be edited through it, with the time (ms) it ends. */
  readonly token?: { readonly applicationId: string; readonly token: string; readonly endsAt: number }
}

/** A message of ours before it is known which turn it shows. */
export type BareMessage = Omit<ShownMessage, 'turnId'>

/**
 * What is remembered. What a call wrote outlasts the end of the process at any moment once it has resolved, and a loss of
 * power too, `checkpoint` and `keepBeside` aside: those outlast it from the next other write on. Any call may throw `StoreFailed`; then it
 * has changed nothing.
 */
export type Store = {
  /** The conversation that goes on in this place; begins one where there is none. */
  readonly conversation: (place: PlaceId) => Promise<Conversation>
  /** Starts afresh in this place, keeping the settings. */
  readonly startAfresh: (place: PlaceId) => Promise<Conversation>
  readonly setSettings: (conversationId: string, settings: Settings) => Promise<void>
  /**
   * Makes `place` go on from `turnId` (a thread begun on one of our messages): shares the past, not the future. Doing it
   * again with the same turn changes nothing. Who may see that turn is for the caller to have checked.
   */
  readonly inherit: (place: PlaceId, turnId: string) => Promise<Conversation>

  /**
   * Stores a question, with the messages that say that it waits, and makes it the head of its conversation. Null when its origin was stored before. One that follows
   * a turn of an earlier conversation of the place belongs to that one. Throws when it would follow a turn of another
   * place that this one has not inherited.
   */
  readonly addQuestion: (question: NewQuestion, messages?: readonly BareMessage[]) => Promise<Question | null>
  readonly editQuestion: (questionId: string, text: string) => Promise<void>
  /** The turns from the root to `turnId`, in order. Removed words are left out. */
  readonly path: (turnId: string) => Promise<readonly Turn[]>
  readonly turn: (turnId: string) => Promise<Turn | null>
  /** The conversation that a turn belongs to. */
  readonly conversationOf: (turnId: string) => Promise<Conversation | null>
  /** All answers to a question, oldest first. */
  readonly answers: (questionId: string) => Promise<readonly Answer[]>
  readonly setHead: (conversationId: string, turnId: string | null) => Promise<void>

  /**
   * Begins an answer to a question (state `writing`) and to those right before it that nobody has answered. Questions that
   * wait behind it follow the answer from now on; if there are none, the answer is the head. Throws when the question was
   * removed.
   */
  readonly beginAnswer: (questionId: string, model: string) => Promise<Answer>
  /** Opens an ended answer again, to write on at its end. */
  readonly reopenAnswer: (answerId: string) => Promise<Answer>
  /** The text so far, whole, of an answer that is being written; nothing happens to one that has ended. */
  readonly checkpoint: (answerId: string, text: string) => Promise<void>
  /** Stores what is known beside the text of an answer that is being written. */
  readonly keepBeside: (answerId: string, beside: Beside) => Promise<void>
  /** Stores how an answer has ended, and what its last request has cost if it cost anything. */
  readonly settle: (answerId: string, settled: Settled, spending?: Spending) => Promise<void>
  /** Says that the end of an answer is on the screen, so that a later start need not put it there. */
  readonly confirmDisplayed: (answerId: string) => Promise<void>
  /** Says that the end of an answer is not on the screen: a later start puts it there, unless that is confirmed again. */
  readonly conceal: (answerId: string) => Promise<void>
  /** Says whether a question that was answered waits for another answer, which a later start would then give. */
  readonly setWaiting: (questionId: string, isWaiting: boolean) => Promise<void>
  readonly addSpending: (spending: Spending) => Promise<void>
  /**
   * What the last process left undone: answers that were being written, or whose end nobody has confirmed to be on the
   * screen (their state tells which), and questions nobody began to answer.
   */
  readonly unfinished: () => Promise<{
    readonly answers: readonly Answer[]
    readonly questions: readonly Question[]
  }>

  readonly addShown: (message: ShownMessage) => Promise<void>
  readonly removeShown: (messageId: string) => Promise<void>
  readonly shownBy: (messageId: string) => Promise<ShownMessage | null>
  /** The messages that show a turn, by page. */
  readonly shown: (turnId: string) => Promise<readonly ShownMessage[]>
  /** The question that a person's message asked, if it did. */
  readonly questionOf: (origin: string) => Promise<Question | null>

  /** Takes a question out of the history (its text and files are deleted; what followed keeps its place). */
  readonly removeQuestion: (questionId: string) => Promise<void>
  /** Deletes all that one person said, everywhere, and what others quoted of it; gives the number of questions. */
  readonly forgetSpeaker: (speakerId: string) => Promise<number>
  /** Deletes every conversation of a place; gives the number of turns. */
  readonly forgetPlace: (place: PlaceId) => Promise<number>
  /**
   * Deletes conversations whose last turn is older than `before` (ms since 1970); gives their number. The settings of a
   * place outlast it.
   */
  readonly forgetBefore: (before: number) => Promise<number>
  /** What was spent since `since` (ms since 1970), by everybody or by one person. It outlasts what was said. */
  readonly spent: (what: { readonly since: number; readonly speakerId?: string }) => Promise<Spent>

  /** A summary that stands for the path up to and including `turnId`. */
  readonly addSummary: (turnId: string, text: string) => Promise<void>
  readonly summaryAt: (
    turnIds: readonly string[],
  ) => Promise<{ readonly turnId: string; readonly text: string } | null>

  readonly close: () => Promise<void>
}
