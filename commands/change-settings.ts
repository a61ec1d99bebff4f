import {
  type AutocompleteInteraction,
  type BaseInteraction,
  type ChatInputCommandInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js'
import type { Settings } from '../src/conversation/conversation.ts'
import type { Outcome } from '../src/discord/interactions/handler.ts'
import { placeOf } from '../src/discord/interactions/place-of.ts'
import { stringsFor } from '../src/i18n/languages.ts'
import type { App } from './command.ts'

/** What the place of an interaction has chosen. */
export const settingsOf = async (
  interaction: AutocompleteInteraction | ChatInputCommandInteraction,
  { store }: Pick<App, 'store'>,
): Promise<Settings> => (await store.conversation(placeOf(interaction))).settings

/**
 * Changes what the place of an interaction has chosen, its conversation alone, and says so to all who read there: it is
 * theirs too. A setting that is `undefined` goes back to the operator's default.
 */
export const changeSettings = async (
  interaction: ChatInputCommandInteraction | ModalSubmitInteraction,
  change: Settings,
  told: string,
  { store }: Pick<App, 'store'>,
): Promise<Outcome> => {
  await store.updateSettings(placeOf(interaction), (settings) => ({ ...settings, ...change }))
  return { shown: `-# ${told}` }
}

/** Moderators may change what holds for everybody in a channel, and anybody where there is no server. */
export const mayChangeSettings = ({
  memberPermissions,
  locale,
}: Pick<BaseInteraction, 'memberPermissions'> & { readonly locale: string }): string | undefined =>
  memberPermissions === null ||
  memberPermissions.any([PermissionFlagsBits.ManageMessages, PermissionFlagsBits.ManageChannels])
    ? undefined
    : stringsFor(locale).settings.mayNotChange
