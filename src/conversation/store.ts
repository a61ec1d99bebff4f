import type { Amount } from './allowance.ts'
import type { AllowanceStore } from './allowance-store.ts'
import type { Conversation } from './conversation.ts'
import type { Failure } from './failure.ts'
import type { Source, StopReason } from './reply-event.ts'
import type { SettingsOwner, StoredSettings } from './stored-settings.ts'
import type {
  Answer,
  NewFile,
  PlaceId,
  Question,
  QuestionHeading,
  Quote,
  Speaker,
  Turn,
  Unsendable,
} from './turn.ts'
import type { Timing, Usage } from './usage.ts'

/** A question that is not stored yet. */
export type NewQuestion = {
  readonly place: PlaceId
  /** The answer that it follows. Absent: the head of the place's conversation. */
  readonly parentId?: string | null
  readonly speaker: Speaker
  readonly text: string
  readonly quote?: Quote
  readonly files: readonly NewFile[]
  readonly locale?: string
  readonly heading?: QuestionHeading
  /** The id of the Discord message or interaction. Each origin is stored once, so an event delivered twice is one turn. */
  readonly origin: string
}

/** Usage and cost of one request to Claude. An answer can have several (continued, searched). */
export type Spending = {
  /** The answer, or the question while it has no answer yet. */
  readonly answerId: string
  readonly speakerId: string
  readonly model: string
  readonly usage: Usage
  /** US dollars; null if the model has no known price. */
  readonly dollars: number | null
  /** The reservation that this settles. Absent: that of the answer, where there is one. */
  readonly reservation?: string
  /** What it counts to the allowances of the reservation. Its tokens alone if absent. */
  readonly counted?: Amount
}

/** Usage and cost of several requests. */
type Spent = {
  readonly requests: number
  readonly usage: Usage
  /** US dollars, without the requests whose price is not known. */
  readonly dollars: number
  /** The number of requests whose price is not known. */
  readonly unpriced: number
}

/** Gives the bytes of a file by its question and its position there; undefined if they were not read or are gone. */
export type FileContents = (questionId: string, position: number) => Uint8Array | undefined

/** An answer as a writer knows it. A write to an answer that has been reopened since then is ignored. */
export type AnswerRef = Pick<Answer, 'id' | 'revision'>

/** What is stored with an answer besides its text. */
export type AnswerMetadata = Pick<
  Answer,
  'thinking' | 'thoughtFor' | 'older' | 'cheaper' | 'dollars' | 'isEstimate' | 'running'
>

/** The final state of an answer. */
export type Settled = Omit<AnswerMetadata, 'running'> & {
  readonly timing?: Timing
  readonly text: string
  readonly sources: readonly Source[]
  readonly stopReason?: StopReason
  readonly failure?: Failure
  readonly model: string
  readonly usage: Usage
}

/** A Discord message of ours that shows one page of an answer, or that a question is queued. */
export type ShownMessage = {
  readonly messageId: string
  readonly channelId: string
  /** The answer, or the question while it has no answer yet. */
  readonly turnId: string
  /** 0 for the first page. */
  readonly page: number
  /** The interaction's token, while the message can only be edited through it. `endsAt` is in ms since 1970. */
  readonly token?: { readonly applicationId: string; readonly token: string; readonly endsAt: number }
}

/**
 * The buttons of an answer whose end is visible. `newest`: it has some, and those under the answers to earlier questions of
 * its conversation are outdated from now on.
 */
export type Controls = 'none' | 'shown' | 'newest'

/** An answer whose buttons are outdated. */
export type OutdatedControls = {
  readonly answerId: string
  readonly questionId: string
  readonly conversationId: string
  readonly place: PlaceId
}

/** A message of ours before it is known which turn it shows. */
export type PostedMessage = Omit<ShownMessage, 'turnId'>

/**
 * The store of conversations. A resolved call has been committed: it survives a killed process at any moment and a
 * loss of power. Exceptions: `checkpoint` and `updateMetadata` survive a loss of power only after the next other write.
 * Any call may throw `StoreFailed`; it has then changed nothing.
 */
export type Store = AllowanceStore & {
  /** The current conversation of a place. Creates one if there is none. */
  readonly conversation: (place: PlaceId) => Promise<Conversation>
  /** Starts a new conversation in the place. */
  readonly startAfresh: (place: PlaceId) => Promise<Conversation>
  /**
   * Takes back `startAfresh`. Returns false, and changes nothing, if the conversation is not the current one of the place,
   * has a question, or is its only one.
   */
  readonly undoFresh: (place: PlaceId, conversationId: string) => Promise<boolean>
  /**
   * Makes `place` continue from `turnId` (a thread started on one of our messages): the two share a past, not a future.
   * Idempotent. The caller must have checked who may see that turn.
   */
  readonly inherit: (place: PlaceId, turnId: string) => Promise<Conversation>

  /**
   * Stores a question together with the messages that show that it is queued, and makes it the head of its conversation.
   * Returns null if its origin is stored already. A question that follows a turn of an earlier conversation of the place
   * belongs to that conversation. Throws if it would follow a turn of another place that this place has not inherited.
   */
  readonly addQuestion: (
    question: NewQuestion,
    messages?: readonly PostedMessage[],
  ) => Promise<Question | null>
  /** Replaces the text of a question. Raises its revision. */
  readonly editQuestion: (questionId: string, text: string) => Promise<void>
  /**
   * Marks a question as one that Claude cannot be sent, and why. It stays in the history, and later requests contain a
   * note in its place. `null` removes the mark; so does editing the text of a question without files.
   */
  readonly markUnsendable: (questionId: string, reason: Unsendable | null) => Promise<void>
  /** The turns from the root to `turnId`, in order, without removed questions. Reads no bytes of files. */
  readonly path: (turnId: string) => Promise<readonly Turn[]>
  /** Reads the bytes of all files of some questions into memory. See `readContents` for a bound. */
  readonly fileContents: (questionIds: readonly string[]) => Promise<FileContents>
  readonly turn: (turnId: string) => Promise<Turn | null>
  /** The conversation of a turn. */
  readonly conversationOf: (turnId: string) => Promise<Conversation | null>
  /** All answers to a question, oldest first. */
  readonly answers: (questionId: string) => Promise<readonly Answer[]>
  readonly setHead: (conversationId: string, turnId: string | null) => Promise<void>

  /**
   * Creates an answer (state `writing`) to a question and to those of the same person that wait directly before it. Questions
   * behind it follow its first answer from now on, also those that were answered sooner; if there are none, the answer becomes
   * the head. Throws if the question was removed.
   */
  readonly beginAnswer: (questionId: string, model: string) => Promise<Answer>
  /** Reopens a finished answer to continue it. Raises its revision. */
  readonly reopenAnswer: (answerId: string) => Promise<Answer>
  /** Stores the whole text so far of an answer in state `writing`; ignored in any other state. */
  readonly checkpoint: (answer: AnswerRef, text: string) => Promise<void>
  /** Replaces the metadata of an answer in state `writing`; ignored in any other state. */
  readonly updateMetadata: (answer: AnswerRef, metadata: AnswerMetadata) => Promise<void>
  /**
   * Stores the final state of an answer, and the spending of its last request, and settles its reservation. The spending is
   * stored in any case.
   */
  readonly settle: (answer: AnswerRef, settled: Settled, spending?: Spending) => Promise<void>
  /** Records that the end of an answer is visible on Discord, so that the next start need not show it, and with which buttons. */
  readonly confirmDisplayed: (answerId: string, controls?: Controls) => Promise<void>
  /** The answers whose buttons are outdated and not removed yet, the newest first: of a conversation, or all of this process. */
  readonly outdatedControls: (conversationId?: string) => Promise<readonly OutdatedControls[]>
  /** Records that an answer has no outdated buttons any more. */
  readonly controlsRemoved: (answerId: string) => Promise<void>
  /** Records that the end of an answer is no longer visible on Discord. The next start shows it, unless confirmed again. */
  readonly conceal: (answerId: string) => Promise<void>
  /** Records whether an answered question is queued for another answer. The next start would answer it. */
  readonly setWaiting: (questionId: string, isWaiting: boolean) => Promise<void>
  readonly addSpending: (spending: Spending) => Promise<void>
  /**
   * What the last process left unfinished: answers in state `writing` or whose end nobody confirmed as displayed, and
   * queued questions.
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
  /** The question that came from a message or interaction, if there is one. */
  readonly questionOf: (origin: string) => Promise<Question | null>

  /** Removes a question from the history. Deletes its text, quote and files; later turns keep their place. */
  readonly removeQuestion: (questionId: string) => Promise<void>
  /**
   * Deletes everything that one person said, everywhere, quotes of it, and their own settings. Returns the number of questions.
   */
  readonly forgetSpeaker: (speakerId: string) => Promise<number>
  /**
   * Deletes every conversation of a place, and notes `at` (ms since 1970) as the time of that. Its settings stay. Returns the
   * number of turns.
   */
  readonly forgetPlace: (place: PlaceId, at: number) => Promise<number>
  /** Deletes conversations whose last turn is older than `before` (ms since 1970). Returns their number. */
  readonly forgetBefore: (before: number) => Promise<number>

  /** The stored settings of some owners, in their order. An owner without any has an empty object. */
  readonly settingsOf: (owners: readonly SettingsOwner[]) => Promise<readonly StoredSettings[]>
  /**
   * Changes settings of an owner, atomically: `change` gets them as they are stored at that moment, and gives those that
   * change. `undefined` removes one. `change` must be pure.
   *
   * @example await store.changeSettings({ type: 'server', id }, () => ({ footer: 'off', persona: undefined }))
   */
  readonly changeSettings: (
    owner: SettingsOwner,
    change: (now: StoredSettings) => StoredSettings,
  ) => Promise<void>
  /** Deletes all settings of an owner, such as a channel that was deleted. */
  readonly deleteSettings: (owner: SettingsOwner) => Promise<void>

  /** Spending since `since` (ms since 1970), of everybody or of one person. Forgetting does not reduce it. */
  readonly spent: (what: { readonly since: number; readonly speakerId?: string }) => Promise<Spent>

  /**
   * Stores a summary of a whole path as it was read. Returns false, and stores nothing, if one of its turns has been edited,
   * removed or forgotten since then: the summary may contain those words.
   */
  readonly addSummary: (path: readonly Turn[], text: string) => Promise<boolean>
  readonly summaryAt: (
    turnIds: readonly string[],
  ) => Promise<{ readonly turnId: string; readonly text: string } | null>

  readonly close: () => Promise<void>
}
