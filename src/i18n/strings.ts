import type { FailureKind } from '../conversation/failure.ts'
import type { CommandWords } from './command-strings.ts'
import { english } from './english.ts'
import type { FileWords } from './file-strings.ts'
import type { HelpWords } from './help-strings.ts'
import { japanese } from './japanese.ts'
import type { SettingsWords } from './settings-strings.ts'

/** Everything the bot says itself, in one language. Numbers come formatted by the functions that need them. */
export type Strings = {
  /** A BCP 47 tag, for numbers. */
  readonly locale: string
  readonly status: {
    readonly asked: string
    readonly thinking: (seconds: number) => string
    /** While older turns, which no longer fit, are made a summary. */
    readonly summarising: (seconds: number) => string
    readonly searching: string
    /** `ahead`: how many questions come first, at least one. */
    readonly queued: (ahead: number) => string
  }
  readonly controls: {
    readonly stop: string
    readonly regenerate: string
    readonly continue: string
    readonly wholeText: string
    readonly newThread: string
    readonly retry: string
    readonly answerAgain: string
  }
  readonly footer: {
    readonly in: (tokens: string) => string
    readonly cached: (tokens: string) => string
    readonly out: (tokens: string) => string
    readonly searches: (count: number) => string
    readonly firstText: (seconds: string) => string
    readonly seconds: (seconds: string) => string
    /** Older turns have become a summary; `cost` comes with its sign, if it is known. */
    readonly summarised: (cost: string | undefined) => string
    readonly leftOut: string
  }
  /** Where and how one can talk with the bot. */
  readonly messages: {
    /** Under a thread's question: how the conversation goes on. */
    readonly everyMessage: string
    readonly mentionMe: string
    /** To one who has mentioned the bot and said nothing else. */
    readonly called: string
    /** To one whose words Discord does not show to the bot. */
    readonly unreadable: string
    readonly edited: string
    /** To one who has called the bot where it may not write; `channel` is drawn by Discord as a link. */
    readonly mayNotWrite: (channel: string) => string
    /** Where no thread could be opened, so that it is answered in place. */
    readonly noThread: string
    /** `asker` is drawn by Discord as a name, and notifies. */
    readonly answered: (asker: string, link: string) => string
    readonly restInFile: string
    /** Under a page of which Discord refused a part. */
    readonly partLeftOut: string
    /** Where Discord takes no more of a reply. */
    readonly cannotBeShown: string
    readonly growsOn: string
  }
  readonly askAbout: {
    /** The entry in a message's menu. */
    readonly menu: string
    readonly title: string
    readonly label: string
    readonly placeholder: string
    /** When the message cannot be found again after a restart. */
    readonly lost: string
  }
  readonly stopReason: {
    readonly max_tokens: string
    readonly refusal: string
    readonly model_context_window_exceeded: string
    readonly other: (reason: string) => string
  }
  /** What happened and what to do next, in a sentence or two. */
  readonly failure: Readonly<
    Record<FailureKind, (detail: string | undefined, seconds: number | undefined) => string>
  >
  readonly sources: string
  readonly notYours: string
  readonly gone: string
  readonly stillWriting: string
  readonly notRemembered: string
  readonly pressedElsewhere: string
  readonly questionGone: string
  readonly thread: {
    /** The name of one whose question has no words, and of files that have none. */
    readonly name: string
    readonly notHere: string
    readonly youMayNot: string
    readonly botMayNot: string
    /** `mention` is drawn by Discord as a link to the thread. */
    readonly opened: (mention: string) => string
    readonly existsAlready: (mention: string) => string
    readonly goesOn: (link: string) => string
  }
  readonly commands: CommandWords
  readonly help: HelpWords
  readonly settings: SettingsWords
  readonly files: FileWords
  readonly export: {
    readonly nothing: string
    readonly mayNotRead: string
    readonly tooLarge: string
  }
  readonly forget: {
    readonly askOwn: string
    readonly askChannel: string
    readonly confirm: string
    readonly notModerator: string
    /** `count`: how many questions are gone. */
    readonly own: (count: number) => string
    /** `count`: how many questions and answers are gone. */
    readonly channel: (count: number) => string
  }
  readonly newConversation: string
  readonly shuttingDown: string
  readonly ourFault: string
}

/** The words for a Discord locale (`en-US`, `ja`, …); English where we have no better. */
export const stringsFor = (locale: string): Strings => (locale.startsWith('ja') ? japanese : english)
