import {
  type BaseInteraction,
  type ChatInputCommandInteraction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js'
import type { StoredSettings } from '../src/conversation/stored-settings.ts'
import type { Outcome } from '../src/discord/interactions/handler.ts'
import { placeOf } from '../src/discord/interactions/place-of.ts'
import { stringsFor } from '../src/i18n/languages.ts'
import type { SettingName } from '../src/settings/setting.ts'
import { allSettings } from '../src/settings/settings.ts'
import type { App } from './command.ts'

/**
 * Changes what the place of an interaction has chosen, and says so to all who read there: it is theirs too. A setting that is
 * `undefined` goes back to the level above.
 */
export const changeSettings = async (
  interaction: ChatInputCommandInteraction | ModalSubmitInteraction,
  change: StoredSettings & Partial<Readonly<Record<SettingName, unknown>>>,
  told: string,
  { store, operator }: Pick<App, 'store' | 'operator'>,
): Promise<Outcome> => {
  if (allSettings.some(({ name }) => name in change && operator.fixed.has(name)))
    return { refused: stringsFor(interaction.locale).settings.fixed }
  await store.changeSettings({ type: 'channel', id: placeOf(interaction) }, () => change)
  return { shown: `-# ${told}` }
}

/** Who sees a command for moderators, unless a server decides otherwise under *Server Settings → Integrations*. */
export const moderators = String(PermissionFlagsBits.ManageMessages)

/** Moderators may change what holds for everybody in a channel, and anybody where there is no server. */
export const mayChangeSettings = ({
  memberPermissions,
  locale,
}: Pick<BaseInteraction, 'memberPermissions'> & { readonly locale: string }): string | undefined =>
  memberPermissions === null ||
  memberPermissions.any([PermissionFlagsBits.ManageMessages, PermissionFlagsBits.ManageChannels])
    ? undefined
    : stringsFor(locale).settings.mayNotChange
