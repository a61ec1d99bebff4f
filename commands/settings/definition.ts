import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js'
import { localized, localizedName } from '../../src/i18n/languages.ts'
import type { Strings } from '../../src/i18n/strings.ts'
import type { Bounds, Setting } from '../../src/settings/setting.ts'
import { allSettings } from '../../src/settings/settings.ts'
import { choiceLabel } from './describe.ts'
import { settableChannels } from './panel.ts'

/** Definitions are the same for every operator: what goes beyond an operator's bounds is refused when it is set. */
const unbounded: Bounds = { messages: 9_999, parallel: 9_999 }

const words = ({ commands }: Strings) => commands.settings

/** Which settings are meant: those of a level where the command is used, or of a channel or category. */
const targetOptions = [
  {
    ...localized((strings) => words(strings).level),
    type: ApplicationCommandOptionType.String,
    choices: (['server', 'category', 'channel', 'thread', 'person'] as const).map((level) => ({
      ...localizedName(({ panel }) => panel.levels[level]),
      value: level,
    })),
  },
  {
    ...localized((strings) => words(strings).channel),
    type: ApplicationCommandOptionType.Channel,
    channel_types: [...settableChannels],
  },
] as const satisfies readonly APIApplicationCommandBasicOption[]

/** The options that give a setting its value, by its kind. */
const valueOptions = (setting: Setting<unknown>): readonly APIApplicationCommandBasicOption[] => {
  const value = { ...localized((strings) => words(strings).value), required: true }
  const add = localized((strings) => words(strings).add)
  const remove = localized((strings) => words(strings).remove)
  const kind = setting.kind(unbounded)
  switch (kind.type) {
    case 'choice':
      return [
        {
          ...value,
          type: ApplicationCommandOptionType.String,
          choices: kind.values.map((one) => ({
            ...localizedName((strings) => choiceLabel(setting, one, strings)),
            value: one,
          })),
        },
      ]
    case 'switch':
      return [{ ...value, type: ApplicationCommandOptionType.Boolean }]
    case 'number':
      return [
        {
          ...{ ...value, type: ApplicationCommandOptionType.Integer },
          ...{ min_value: kind.least, max_value: kind.most },
        },
      ]
    case 'text':
      return [{ ...value, type: ApplicationCommandOptionType.String, max_length: kind.longest }]
    case 'model':
      return [{ ...value, type: ApplicationCommandOptionType.String, autocomplete: true }]
    case 'members':
      return [
        { ...add, type: ApplicationCommandOptionType.Mentionable },
        { ...remove, type: ApplicationCommandOptionType.Mentionable },
      ]
    case 'channels':
      return [
        { ...add, type: ApplicationCommandOptionType.Channel, channel_types: [...settableChannels] },
        { ...remove, type: ApplicationCommandOptionType.Channel, channel_types: [...settableChannels] },
      ]
    case 'channel':
      return [{ ...value, type: ApplicationCommandOptionType.Channel, channel_types: [0, 5] }]
  }
}

const setOne = (setting: Setting<unknown>): APIApplicationCommandSubcommandOption => ({
  ...localized(({ panel }) => panel.settings[setting.name]),
  type: ApplicationCommandOptionType.Subcommand,
  options: [...valueOptions(setting), ...targetOptions],
})

const options: APIApplicationCommandOption[] = [
  { ...localized((strings) => words(strings).open), type: ApplicationCommandOptionType.Subcommand },
  {
    ...localized((strings) => words(strings).show),
    type: ApplicationCommandOptionType.Subcommand,
    options: [...targetOptions],
  },
  {
    ...localized((strings) => words(strings).set),
    type: ApplicationCommandOptionType.SubcommandGroup,
    options: allSettings.map(setOne),
  },
  {
    ...localized((strings) => words(strings).clear),
    type: ApplicationCommandOptionType.Subcommand,
    options: [
      {
        ...localized((strings) => words(strings).setting),
        type: ApplicationCommandOptionType.String,
        required: true,
        choices: allSettings.map(({ name }) => ({
          ...localizedName(({ panel }) => panel.settings[name].label),
          value: name,
        })),
      },
      ...targetOptions,
    ],
  },
]

/**
 * How Discord is told of `/settings`. A command is either used as it is or has sub-commands
 * (https://docs.discord.com/developers/interactions/application-commands#subcommands-and-subcommand-groups), so the panel is the
 * first sub-command, which Discord offers first.
 */
export const definition = {
  ...localized((strings) => words(strings)),
  type: ApplicationCommandType.ChatInput as const,
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
  default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  options,
}
