import {
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  ComponentType,
  TextInputStyle,
} from 'discord.js'
import { localized, localizedName, stringsFor } from '../src/i18n/languages.ts'
import type { Strings } from '../src/i18n/strings.ts'
import { cut } from '../src/markdown/cut.ts'
import { allContexts } from './all-contexts.ts'
import { changeSettings, mayChangeSettings, settingsOf } from './change-settings.ts'
import type { App, Command } from './command.ts'
import { replyEphemeral } from './reply-ephemeral.ts'

const presets = [
  'concise',
  'teacher',
  'reviewer',
  'translator',
  'storyteller',
] as const satisfies readonly (keyof Strings['settings']['presets'])[]

/** `/persona`: Claude's manner in this channel, ready-made or, in a form, in one's own words. */
export const persona = {
  definition: {
    ...localized(({ commands }) => commands.persona),
    type: ApplicationCommandType.ChatInput,
    ...allContexts,
    options: [
      {
        ...localized(({ commands }) => commands.persona.preset),
        type: ApplicationCommandOptionType.String,
        choices: [
          { ...localizedName(({ commands }) => commands.persona.none), value: 'none' },
          ...presets.map((preset) => ({
            ...localizedName(({ settings }) => settings.presets[preset].name),
            value: preset,
          })),
        ],
      },
    ],
  },
  run: async (interaction, app) => {
    const { settings } = stringsFor(interaction.locale)
    if (!mayChangeSettings(interaction)) return replyEphemeral(interaction, settings.mayNotChange)
    const effective = interaction.options.getString('preset')
    if (effective === null) return askForPersona(interaction, app)
    const preset = presets.find((known) => known === effective)
    return setPersona(interaction, preset && settings.presets[preset].prompt, app)
  },
  forms: {
    persona: async (interaction, _id, app) => {
      const { settings } = stringsFor(interaction.locale)
      if (!mayChangeSettings(interaction)) return replyEphemeral(interaction, settings.mayNotChange)
      return setPersona(interaction, interaction.fields.getTextInputValue(field).trim() || undefined, app)
    },
  },
} as const satisfies Command

/** The most of a manner that is quoted when it is set, in code points. */
const mostQuoted = 1500

const setPersona = (
  interaction: Parameters<typeof changeSettings>[0],
  text: string | undefined,
  app: App,
): Promise<void> => {
  const { settings } = stringsFor(interaction.locale)
  const line = text?.replace(/\s+/g, ' ')
  const told = line === undefined ? settings.noPersona : settings.persona(cut(line, mostQuoted))
  return changeSettings(interaction, { persona: text }, told, app)
}

const field = 'persona'

const askForPersona = async (interaction: ChatInputCommandInteraction, app: App): Promise<void> => {
  const current = (await settingsOf(interaction, app)).persona
  await interaction.showModal(form(`persona:${interaction.id}`, current, stringsFor(interaction.locale)))
}

const form = (
  customId: string,
  current: string | undefined,
  { settings }: Strings,
): APIModalInteractionResponseCallbackData => ({
  custom_id: customId,
  title: settings.personaTitle,
  components: [
    {
      type: ComponentType.Label,
      label: settings.personaLabel,
      component: {
        type: ComponentType.TextInput,
        custom_id: field,
        style: TextInputStyle.Paragraph,
        placeholder: settings.personaPlaceholder,
        required: false,
        max_length: 2000,
        ...(current && { value: current }),
      },
    },
  ],
})
