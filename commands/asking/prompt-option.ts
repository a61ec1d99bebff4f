import { ApplicationCommandOptionType } from 'discord.js'
import { localized } from '../../src/i18n/languages.ts'

/** What is asked, in every command that asks. */
export const promptOption = {
  ...localized(({ commands }) => commands.ask.prompt),
  type: ApplicationCommandOptionType.String,
  required: true,
  max_length: 6000,
} as const
