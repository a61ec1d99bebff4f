import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js'
import type { Prices } from '../src/claude/prices.ts'
import type { KnownModels } from '../src/conversation/claude.ts'
import type { Settings } from '../src/conversation/conversation.ts'
import type { Store } from '../src/conversation/store.ts'
import type { ReadAttachments } from '../src/discord/attachments/read-attachments.ts'
import type { ButtonName, FormName } from '../src/discord/interactions/components.ts'
import type { ReplyScreens } from '../src/discord/screen/reply-screens.ts'
import type { Replies } from '../src/replies/replies.ts'
import type { OpenForms } from './asking/open-forms.ts'

/** What a command may use of the rest of the program. */
export type App = {
  readonly replies: Replies
  readonly store: Store
  readonly screens: ReplyScreens
  readonly readAttachments: ReadAttachments
  readonly forms: OpenForms
  readonly models: KnownModels
  readonly prices: Prices
  /** Whether the reply to a command begins with what was asked. */
  readonly quotesQuestions: boolean
  /** What holds where a channel has chosen nothing. */
  readonly defaults: Pick<Settings, 'effort'> & {
    readonly model: string
    /** The most tokens of an answer, and of what is sent for one. */
    readonly maxTokens: number
    readonly contextTokens: number
  }
}

/** A slash command: how Discord is told of it, and what it does. */
export type Command = {
  readonly definition: RESTPostAPIChatInputApplicationCommandsJSONBody
  readonly run: (interaction: ChatInputCommandInteraction, app: App) => Promise<void>
  /** Answers within 3 s what to offer for the option that is being typed. */
  readonly suggest?: (interaction: AutocompleteInteraction, app: App) => Promise<void>
  /** The buttons that this command's replies carry. */
  readonly buttons?: Partial<Record<ButtonName, Press>>
  readonly forms?: Forms
}

/** An entry in the menu of messages: how Discord is told of it, and what it does with the message. */
export type MessageCommand = {
  readonly definition: RESTPostAPIContextMenuApplicationCommandsJSONBody
  readonly run: (interaction: MessageContextMenuCommandInteraction, app: App) => Promise<void>
  readonly forms?: Forms
}

/** The forms that a command opens. */
type Forms = Partial<Record<FormName, Submit>>

/**
 * What a form does when it is sent; `id` is what its custom id says beside its name. The process that opened it may be
 * gone by then.
 */
export type Submit = (interaction: ModalSubmitInteraction, id: string, app: App) => Promise<void>

/** What a pressed button does; `id` is the turn it is about. */
export type Press = (interaction: ButtonInteraction, id: string, app: App) => Promise<void>
