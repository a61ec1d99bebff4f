import {
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  TextInputStyle,
} from 'discord.js'
import { delay } from '../src/delay.ts'
import type { Outcome } from '../src/discord/interactions/handler.ts'
import { placeOf } from '../src/discord/interactions/place-of.ts'
import { localized, localizedName, stringsFor } from '../src/i18n/languages.ts'
import type { Strings } from '../src/i18n/strings.ts'
import { cut } from '../src/markdown/cut.ts'
import { settings } from '../src/settings/settings.ts'
import { allContexts } from './all-contexts.ts'
import { changeSettings, mayChangeSettings, moderators } from './change-settings.ts'
import type { App, Command, Run } from './command.ts'

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
    default_member_permissions: moderators,
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
  run: ({ options }) => (options.getString('preset') === null ? openForm : choosePreset),
  forms: {
    persona: {
      answers: 'public',
      may: mayChangeSettings,
      run: async (interaction, app) =>
        setPersona(interaction, interaction.fields.getTextInputValue(field).trim(), app),
    },
  },
} as const satisfies Command

const choosePreset: Run = {
  answers: 'public',
  may: mayChangeSettings,
  run: async (interaction, app) => {
    const { presets: texts } = stringsFor(interaction.locale).settings
    const preset = presets.find((known) => known === interaction.options.getString('preset'))
    return setPersona(interaction, preset === undefined ? '' : texts[preset].prompt, app)
  },
}

/** How long, in ms, the form waits for the present persona; then it opens empty. */
const patience = 1_000

const openForm: Run = {
  answers: 'form',
  may: mayChangeSettings,
  form: async (interaction, app) => {
    const current = await Promise.race([
      app.settings(placeOf(interaction)).then(
        ({ get }) => get(settings.persona).value,
        () => undefined,
      ),
      delay(patience, { clock: app.clock }).then(() => undefined),
    ])
    return form(`persona:${interaction.id}`, current, stringsFor(interaction.locale))
  },
}

/** The most of a manner that is quoted when it is set, in code points. */
const mostQuoted = 1500

const setPersona = (
  interaction: Parameters<typeof changeSettings>[0],
  text: string,
  app: App,
): Promise<Outcome> => {
  const { settings: strings } = stringsFor(interaction.locale)
  const line = text.replace(/\s+/g, ' ')
  const told = line === '' ? strings.noPersona : strings.persona(cut(line, mostQuoted))
  return changeSettings(interaction, { persona: text }, told, app)
}

const field = 'persona'

const form = (
  customId: string,
  current: string | undefined,
  { settings: strings }: Strings,
): APIModalInteractionResponseCallbackData => ({
  custom_id: customId,
  title: strings.personaTitle,
  components: [
    {
      type: ComponentType.Label,
      label: strings.personaLabel,
      component: {
        type: ComponentType.TextInput,
        custom_id: field,
        style: TextInputStyle.Paragraph,
        placeholder: strings.personaPlaceholder,
        required: false,
        max_length: 2000,
        ...(current && { value: current }),
      },
    },
  ],
})
