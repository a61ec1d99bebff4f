import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandStringOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type BaseInteraction,
  ChannelType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js'
import type { PeriodLength, Subject, Unit } from '../src/conversation/allowance.ts'
import type { Outcome } from '../src/discord/interactions/handler.ts'
import { amountText } from '../src/display/allowance-words.ts'
import { localized, localizedName, stringsFor } from '../src/i18n/languages.ts'
import { budgetLines } from './budget/budget-lines.ts'
import type { App, Command } from './command.ts'

const unitOption: APIApplicationCommandStringOption = {
  ...localized(({ commands }) => commands.budget.unit),
  type: ApplicationCommandOptionType.String,
  choices: [
    { ...localizedName(({ commands }) => commands.budget.usd), value: 'microDollars' },
    { ...localizedName(({ commands }) => commands.budget.tokens), value: 'tokens' },
  ],
}

const periodOption: APIApplicationCommandStringOption = {
  ...localized(({ commands }) => commands.budget.period),
  type: ApplicationCommandOptionType.String,
  choices: [
    { ...localizedName(({ commands }) => commands.budget.day), value: 'day' },
    { ...localizedName(({ commands }) => commands.budget.month), value: 'month' },
  ],
}

const subjectOptions: readonly APIApplicationCommandBasicOption[] = [
  {
    ...localized(({ commands }) => commands.budget.channel),
    type: ApplicationCommandOptionType.Channel,
    channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum],
  },
  { ...localized(({ commands }) => commands.budget.role), type: ApplicationCommandOptionType.Role },
  { ...localized(({ commands }) => commands.budget.person), type: ApplicationCommandOptionType.User },
]

/** Discord checks it too, and lets a server give the command to others under Integrations. */
const manageServer = PermissionFlagsBits.ManageGuild

const mayManage = ({ memberPermissions, locale }: BaseInteraction & { readonly locale: string }) =>
  memberPermissions?.has(manageServer) ? undefined : stringsFor(locale).allowances.managersOnly

/** `/budget`: what the server, a channel, the members of a role or one person may use in a day or month. */
export const budget = {
  definition: {
    ...localized(({ commands }) => commands.budget),
    type: ApplicationCommandType.ChatInput,
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: String(manageServer),
    options: [
      {
        ...localized(({ commands }) => commands.budget.set),
        type: ApplicationCommandOptionType.Subcommand,
        options: [
          {
            ...localized(({ commands }) => commands.budget.amount),
            type: ApplicationCommandOptionType.Number,
            required: true,
            min_value: 0,
            max_value: 1_000_000_000,
          },
          { ...unitOption, required: true },
          { ...periodOption, required: true },
          ...subjectOptions,
        ],
      },
      {
        ...localized(({ commands }) => commands.budget.show),
        type: ApplicationCommandOptionType.Subcommand,
      },
      {
        ...localized(({ commands }) => commands.budget.clear),
        type: ApplicationCommandOptionType.Subcommand,
        options: [
          ...subjectOptions,
          unitOption,
          periodOption,
          {
            ...localized(({ commands }) => commands.budget.everything),
            type: ApplicationCommandOptionType.Boolean,
          },
        ],
      },
    ],
  },
  run: {
    answers: 'private',
    may: mayManage,
    run: async (interaction, app) => {
      if (interaction.guildId === null) return { refused: stringsFor(interaction.locale).allowances.noLimit }
      switch (interaction.options.getSubcommand()) {
        case 'set':
          return set(interaction, interaction.guildId, app)
        case 'clear':
          return clear(interaction, interaction.guildId, app)
        default:
          return { shown: (await budgetLines(interaction, interaction.guildId, app)).join('\n') }
      }
    },
  },
} as const satisfies Command

/** What an allowance is about; `too-many` where several are given. The server itself is the rest. */
const subjectOf = ({ options }: ChatInputCommandInteraction): Subject | 'too-many' => {
  const channel = options.getChannel('channel')
  const role = options.getRole('role')
  const person = options.getUser('person')
  const given: readonly Subject[] = [
    ...(channel ? ([`channel:${channel.id}`] as const) : []),
    ...(role ? ([`role:${role.id}`] as const) : []),
    ...(person ? ([`person:${person.id}`] as const) : []),
  ]
  return given.length > 1 ? 'too-many' : (given[0] ?? 'server')
}

const unitOf = ({ options }: ChatInputCommandInteraction): Unit | undefined => {
  const unit = options.getString('unit')
  return unit === 'microDollars' || unit === 'tokens' ? unit : undefined
}

const lengthOf = ({ options }: ChatInputCommandInteraction): PeriodLength | undefined => {
  const period = options.getString('period')
  return period === 'day' || period === 'month' ? period : undefined
}

const set = async (
  interaction: ChatInputCommandInteraction,
  guildId: string,
  { store }: App,
): Promise<Outcome> => {
  const strings = stringsFor(interaction.locale)
  const subject = subjectOf(interaction)
  if (subject === 'too-many') return { refused: strings.allowances.oneSubject }
  const unit = unitOf(interaction) ?? 'microDollars'
  const length = lengthOf(interaction) ?? 'day'
  const given = interaction.options.getNumber('amount', true)
  const amount = Math.round(unit === 'microDollars' ? given * 1_000_000 : given)
  await store.setAllowance(guildId, { subject, length, unit, amount })
  const line = strings.allowances.line(subject, length, amountText(amount, unit, strings))
  return { shown: strings.allowances.set(line) }
}

const clear = async (
  interaction: ChatInputCommandInteraction,
  guildId: string,
  { store }: App,
): Promise<Outcome> => {
  const { allowances } = stringsFor(interaction.locale)
  const subject = subjectOf(interaction)
  if (subject === 'too-many') return { refused: allowances.oneSubject }
  const unit = unitOf(interaction)
  const length = lengthOf(interaction)
  const isAll = interaction.options.getBoolean('everything') ?? false
  const count = await store.clearAllowances(guildId, {
    ...(!isAll && { subject }),
    ...(unit && { unit }),
    ...(length && { length }),
  })
  return { shown: allowances.cleared(count) }
}
