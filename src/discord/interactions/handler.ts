import type {
  APIModalInteractionResponseCallbackData,
  InteractionEditReplyOptions,
  InteractionReplyOptions,
  InteractionUpdateOptions,
} from 'discord.js'
import type { View } from '../../replies/view.ts'

/** The content of a message. */
export type Message =
  | string
  | Pick<InteractionUpdateOptions, 'content' | 'files' | 'components' | 'attachments'>

/**
 * The result of an interaction. `shown` fills the acknowledged message, `privately` adds a message that only the
 * person sees, `refused` replaces everything else with one.
 */
export type Outcome =
  | { readonly shown?: Message; readonly privately?: string; readonly refused?: never }
  | { readonly refused: string }

/** A modal. */
export type Form = APIModalInteractionResponseCallbackData

/** The part of discord.js's interactions that `handleInteraction` uses. */
export type Acknowledgeable = {
  readonly locale: string
  readonly deferReply: (options: { flags?: 'Ephemeral' }) => Promise<unknown>
  readonly deferUpdate?: () => Promise<unknown>
  readonly update?: (message: InteractionUpdateOptions) => Promise<unknown>
  readonly showModal?: (form: Form) => Promise<unknown>
  readonly reply: (message: InteractionReplyOptions) => Promise<unknown>
  readonly editReply: (message: InteractionEditReplyOptions) => Promise<unknown>
  readonly followUp: (message: InteractionReplyOptions) => Promise<unknown>
  readonly deleteReply: () => Promise<unknown>
}

type Declared<I, Answers> = {
  /**
   * - `private`: a message that only the person reads.
   * - `public`: a message that everybody reads.
   * - `update`: the message that the pressed button is on.
   * - `at-once`: the same, by the acknowledgement itself where what it will show is known within a second.
   * - `grows`: a message in which a reply grows.
   * - `form`: a form.
   */
  readonly answers: Answers
  /** Whether it asks Claude, so that the person needs the right to. */
  readonly asks?: true
  /** Why the person may not do this; undefined if they may. Uses only what Discord sent along, so it takes no time. */
  readonly may?: (interaction: I, id: string) => string | undefined
}

/**
 * Acknowledges a press with what its message shows from now on, which costs no further request; without a change if nothing is
 * given. Anything else that concerns the interaction comes after it. `shown`: Discord has taken it.
 * `unknown`: nobody knows. `late`: it was acknowledged before, and the message shows what it did. Throws where Discord refuses.
 */
export type Acknowledge = (message?: Message) => Promise<'shown' | 'unknown' | 'late'>

/**
 * A handler of an interaction. It never acknowledges; `handleInteraction` does that before `run`. `id` is the part of
 * the custom id after the name, and comes from outside.
 *
 * @example
 * const hello: Handler<ChatInputCommandInteraction, App> = {
 *   answers: 'private',
 *   run: async ({ user }) => ({ shown: `Hello, ${user.displayName}` }),
 * }
 */
export type Handler<I, App> =
  | (Declared<I, 'private' | 'public' | 'update'> & {
      readonly run: (interaction: I, app: App, id: string) => Promise<Outcome>
    })
  | (Declared<I, 'at-once'> & {
      readonly run: (interaction: I, app: App, id: string, acknowledge: Acknowledge) => Promise<Outcome>
    })
  | (Declared<I, 'grows'> & {
      readonly run: (interaction: I, app: App, view: View, id: string) => Promise<Outcome>
    })
  | (Declared<I, 'form'> & {
      /** Resolves within 2 s: the form is the acknowledgement. */
      readonly form: (interaction: I, app: App, id: string) => Promise<Form>
    })
