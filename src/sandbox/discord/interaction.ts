import type { Json, JsonObject } from './json.ts'

/** Milliseconds in which the bot must answer an interaction for the first time. */
export const FIRST_ANSWER_MS = 3_000

/** Milliseconds for which an interaction's token can be used. */
export const TOKEN_LIFE_MS = 15 * 60_000

/** Interaction types, from Discord's table. */
export const interactionTypes = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const

/** What kind of act an interaction was. */
export type InteractionKind = keyof typeof interactionTypes

/** A form that the bot asked the person to fill in. */
export type Modal = {
  readonly customId: string
  readonly title: string
  readonly components: readonly JsonObject[]
}

/** One suggestion of the bot's while a person types. */
export type Choice = { readonly name: string; readonly value: string | number }

/** What has become of an interaction. */
export type InteractionState =
  | { readonly type: 'pending' }
  /** Nothing came within three seconds: the person reads that the application did not respond. */
  | { readonly type: 'failed' }
  | {
      readonly type: 'acknowledged'
      /** The callback type, from Discord's table: 4 message, 5 deferred, 6, 7 update, 8 choices, 9 modal. */
      readonly callback: number
      readonly elapsed: number
      readonly modal: Modal | undefined
      readonly choices: readonly Choice[]
    }

/** A person's use of a command, button, menu or form; `state` and the ids after it move on. */
export type Interaction = {
  readonly id: string
  readonly token: string
  readonly kind: InteractionKind
  readonly userId: string
  readonly channelId: string
  readonly guildId: string | undefined
  readonly locale: string
  /** 0 in a guild, 1 in the bot's own DM, 2 in a private channel. */
  readonly context: 0 | 1 | 2
  /** Whether only the person installed the app here: five follow-ups, no route of the bot's own. */
  readonly userInstall: boolean
  readonly data: JsonObject
  /** The message that a component or a form opened from one is on. */
  readonly sourceMessageId: string | undefined
  /** The command's full name, for the line above the answer. */
  readonly commandName: string | undefined
  readonly commandType: number
  readonly triggeredBy: Interaction | undefined
  readonly createdElapsed: number
  /** Calls off the three seconds, once there is an answer. */
  readonly stopWaiting: () => void
  state: InteractionState
  /** The first answer's message, once there is one; for updates, the message that the component is on. */
  originalMessageId: string | undefined
  followUpIds: string[]
}

/** `authorizing_integration_owners` of the interaction: who installed the app that answers here. */
export const integrationOwners = (interaction: Interaction): JsonObject =>
  interaction.userInstall ? { 1: interaction.userId } : { 0: interaction.guildId ?? '0' }

/** An option as it stands in an interaction's data. */
export type OptionJson = {
  readonly type: number
  readonly name: string
  readonly value?: Json
  readonly focused?: boolean
  readonly options?: readonly OptionJson[]
}
