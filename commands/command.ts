import type {
  ApplicationCommandOptionChoiceData,
  AutocompleteInteraction,
  ButtonInteraction,
  ChannelSelectMenuInteraction,
  ChatInputCommandInteraction,
  MentionableSelectMenuInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
  StringSelectMenuInteraction,
} from 'discord.js'
import type { Allowances } from '../src/allowances/allowances.ts'
import type { Prices } from '../src/claude/prices.ts'
import type { Clock } from '../src/clock.ts'
import type { KnownModels } from '../src/conversation/claude.ts'
import type { Store } from '../src/conversation/store.ts'
import type { RefuseAccess } from '../src/discord/access.ts'
import type { ReadAttachments } from '../src/discord/attachments/read-attachments.ts'
import type { CommandIds } from '../src/discord/interactions/command-mentions.ts'
import type { ButtonName, FormName, MenuName } from '../src/discord/interactions/components.ts'
import type { Handler } from '../src/discord/interactions/handler.ts'
import type { Notice } from '../src/discord/screen/notice.ts'
import type { ReplyScreens } from '../src/discord/screen/reply-screens.ts'
import type { Health } from '../src/operate/health.ts'
import type { Replies } from '../src/replies/replies.ts'
import type { ReadSettings } from '../src/settings/read-settings.ts'
import type { Operator } from '../src/settings/walk.ts'
import type { OpenForms } from './asking/open-forms.ts'

/** What commands can use of the rest of the program. */
export type App = {
  readonly replies: Replies
  readonly store: Store
  readonly screens: ReplyScreens
  readonly readAttachments: ReadAttachments
  readonly forms: OpenForms
  readonly models: KnownModels
  readonly prices: Prices
  readonly health: Pick<Health, 'report'>
  /** The ids of the registered commands, so that one can press their names. */
  readonly commandIds: Pick<CommandIds, 'of'>
  /** Who runs the bot, in Discord's Markdown; absent where Discord does not tell. */
  readonly owner?: string
  readonly clock: Clock
  /** Where days begin, as an IANA name. */
  readonly timeZone: string
  /** Reports an error that no user is waiting on. */
  readonly onFault: (error: unknown) => void
  readonly settings: ReadSettings
  readonly allowances: Allowances
  /** Posts a short message. Rejects where it cannot be posted. */
  readonly post: (notice: Notice) => Promise<void>
  readonly operator: Operator
  readonly refuseAccess: RefuseAccess
  /** The most tokens of an answer, and of what is sent for one. */
  readonly limits: { readonly maxTokens: number; readonly contextTokens: number }
}

/** What a command does. A function of the interaction if the way of answering depends on its options. */
export type Run = Handler<ChatInputCommandInteraction, App>

/** What a button does. Its id is that of the turn it belongs to. */
export type Press = Handler<ButtonInteraction, App>

/** What a select menu does when something is chosen in it. */
export type Choose = Handler<
  StringSelectMenuInteraction | ChannelSelectMenuInteraction | MentionableSelectMenuInteraction,
  App
>

/** What a form does when it is submitted. Another process may have opened it. */
export type Submit = Handler<ModalSubmitInteraction, App>

/**
 * A slash command: its definition and its handler. `handleInteraction` acknowledges as `answers` declares and reports
 * errors, so a handler does neither.
 *
 * @example
 * export const ping = {
 *   definition: { ...localized(({ commands }) => commands.ping), type: ApplicationCommandType.ChatInput },
 *   run: { answers: 'private', run: async () => ({ shown: 'Pong' }) },
 * } as const satisfies Command
 */
export type Command = {
  readonly definition: RESTPostAPIChatInputApplicationCommandsJSONBody
  readonly run: Run | ((interaction: ChatInputCommandInteraction) => Run)
  /** Suggestions for the option that is being typed. Discord waits 3 s for them. */
  readonly suggest?: (
    interaction: AutocompleteInteraction,
    app: App,
  ) => Promise<readonly ApplicationCommandOptionChoiceData[]>
  /** The buttons on this command's messages. */
  readonly buttons?: Partial<Record<ButtonName, Press>>
  readonly menus?: Partial<Record<MenuName, Choose>>
  readonly forms?: Partial<Record<FormName, Submit>>
}

/** A message command (Apps in a message's menu): its definition and its handler. */
export type MessageCommand = {
  readonly definition: RESTPostAPIContextMenuApplicationCommandsJSONBody
  readonly run: Handler<MessageContextMenuCommandInteraction, App>
  readonly forms?: Partial<Record<FormName, Submit>>
}
