import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  PermissionFlagsBits,
} from 'discord.js'
import type { DayOfUsage } from '../src/conversation/allowance-store.ts'
import { isGuildInstalled } from '../src/discord/interactions/bot-access.ts'
import type { Outcome } from '../src/discord/interactions/handler.ts'
import { namesOf } from '../src/discord/names-of.ts'
import { localized, localizedName, stringsFor } from '../src/i18n/languages.ts'
import type { Strings } from '../src/i18n/strings.ts'
import { csvOf } from '../src/usage/csv.ts'
import { drawInWorker } from '../src/usage/draw-in-worker.ts'
import {
  dayAt,
  daysBetween,
  lastDays,
  mostDays,
  type Period,
  type PeriodName,
  periodNames,
} from '../src/usage/period.ts'
import { dayLabel, pictureOf } from '../src/usage/picture-of.ts'
import { readUsage } from '../src/usage/read-usage.ts'
import { usageText } from '../src/usage/usage-text.ts'
import { allContexts } from './all-contexts.ts'
import type { App, Command } from './command.ts'

const text = { type: ApplicationCommandOptionType.String } as const

/** `/usage`: what somebody, or for those who manage it the server, has used: a picture, the same in words, and a table. */
export const usage = {
  definition: {
    ...localized(({ commands }) => commands.usage),
    type: ApplicationCommandType.ChatInput,
    ...allContexts,
    options: [
      {
        ...{ ...localized(({ commands }) => commands.usage.period), ...text },
        choices: periodNames.map((value) => ({
          ...{ ...localizedName(({ commands }) => commands.usage.periods[value]), value },
        })),
      },
      {
        ...{ ...localized(({ commands }) => commands.usage.scope), ...text },
        choices: [
          { ...localizedName(({ commands }) => commands.usage.me), value: 'me' },
          { ...localizedName(({ commands }) => commands.usage.server), value: 'server' },
        ],
      },
      { ...localized(({ commands }) => commands.usage.from), ...text, max_length: 10 },
      { ...localized(({ commands }) => commands.usage.to), ...text, max_length: 10 },
      {
        ...{ ...localized(({ commands }) => commands.usage.theme), ...text },
        choices: [
          { ...localizedName(({ commands }) => commands.usage.dark), value: 'dark' },
          { ...localizedName(({ commands }) => commands.usage.light), value: 'light' },
        ],
      },
    ],
  },
  run: {
    answers: 'private',
    may: (interaction) => mayNot(interaction),
    run: (interaction, app) => show(interaction, app),
  },
} as const satisfies Command

const isOfServer = ({ options }: ChatInputCommandInteraction): boolean =>
  options.getString('scope') === 'server'

/** Why somebody may not see what they ask for. Their own usage everybody may see. */
const mayNot = (interaction: ChatInputCommandInteraction): string | undefined => {
  if (!isOfServer(interaction)) return undefined
  const { usage } = stringsFor(interaction.locale)
  if (interaction.guildId === null || !isGuildInstalled(interaction)) return usage.notHere
  return interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ? undefined : usage.mayNot
}

const isPeriod = (name: string | null): name is PeriodName => periodNames.some((known) => known === name)

/** The days that are asked for; undefined where the dates are none. */
const periodOf = ({ options }: ChatInputCommandInteraction, today: string): Period | undefined => {
  const [from, to] = [options.getString('from'), options.getString('to')]
  if (from !== null || to !== null) return daysBetween(from ?? today, to ?? today)
  const name = options.getString('period')
  return lastDays(isPeriod(name) ? name : 'month', today)
}

const show = async (interaction: ChatInputCommandInteraction, app: App): Promise<Outcome> => {
  const { clock, store, timeZone } = app
  const strings = stringsFor(interaction.locale)
  const period = periodOf(interaction, dayAt(clock.now(), timeZone))
  if (period === undefined) return { refused: strings.usage.badDates(mostDays) }
  const { guildId } = interaction
  const about =
    isOfServer(interaction) && guildId ? { serverId: guildId } : { speakerId: interaction.user.id }
  const rows = await readUsage(store, about, period, timeZone)
  const title = titleOf(interaction, period, strings)
  if (rows.length === 0) return { shown: `**${title}**\n${strings.usage.nothing}` }
  return { shown: await message({ interaction, rows, period, title, strings, app }) }
}

const titleOf = (
  interaction: ChatInputCommandInteraction,
  { days }: Period,
  { usage, locale }: Strings,
): string => {
  const label = dayLabel(locale)
  const server = isOfServer(interaction) ? (interaction.guild?.name ?? '') : undefined
  return usage.title(server, label(days[0] ?? ''), label(days.at(-1) ?? ''))
}

type Shown = {
  readonly interaction: ChatInputCommandInteraction
  readonly rows: readonly DayOfUsage[]
  readonly period: Period
  readonly title: string
  readonly strings: Strings
  readonly app: App
}

const message = async ({ interaction, rows, period, title, strings, app }: Shown) => {
  const isServer = isOfServer(interaction)
  const names = await namesOf(interaction, [...new Set(rows.map(({ speakerId }) => speakerId))])
  const nameOf = (id: string): string => names.get(id) ?? id
  const theme = interaction.options.getString('theme') === 'light' ? 'light' : 'dark'
  const picture = pictureOf({ rows, period, title, theme, strings, ...(isServer && { nameOf }) })
  const png = await drawInWorker(picture, app.clock)
  // In words Discord itself knows the names; nobody is notified.
  const words = usageText(rows, strings, isServer ? (id) => `<@${id}>` : undefined)
  const files = [
    ...(png ? [{ attachment: Buffer.from(png), name: 'usage.png', description: words[0] ?? title }] : []),
    { attachment: Buffer.from(csvOf(rows, nameOf)), name: 'usage.csv' },
  ]
  return {
    content: [
      ...[`**${title}**`, ...words, `-# ${strings.usage.zone(app.timeZone)}`],
      ...(png ? [] : [strings.usage.notDrawn]),
    ].join('\n'),
    files,
  }
}
