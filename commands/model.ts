import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
} from 'discord.js'
import { priceOf } from '../src/claude/dollars.ts'
import type { Effort, Model } from '../src/conversation/claude.ts'
import type { Settings } from '../src/conversation/conversation.ts'
import { localized, localizedName } from '../src/i18n/localized.ts'
import { type Strings, stringsFor } from '../src/i18n/strings.ts'
import { cut } from '../src/markdown/cut.ts'
import { allContexts } from './all-contexts.ts'
import { changeSettings, settingsOf } from './change-settings.ts'
import type { App, Command } from './command.ts'
import { replyEphemeral } from './reply-ephemeral.ts'

const efforts = ['low', 'medium', 'high', 'xhigh', 'max'] as const satisfies readonly Effort[]

/** `/model`: which Claude this channel talks with and how hard it thinks; without options, which it is now. */
export const model = {
  definition: {
    ...localized(({ commands }) => commands.model),
    type: ApplicationCommandType.ChatInput,
    ...allContexts,
    options: [
      {
        ...localized(({ commands }) => commands.model.id),
        type: ApplicationCommandOptionType.String,
        autocomplete: true,
      },
      {
        ...localized(({ commands }) => commands.model.effort),
        type: ApplicationCommandOptionType.String,
        choices: (['own', ...efforts] as const).map((effort) => ({
          ...localizedName(({ commands }) => commands.model.efforts[effort]),
          value: effort,
        })),
      },
    ],
  },
  run: async (interaction, app) => {
    const strings = stringsFor(interaction.locale)
    const now = await settingsOf(interaction, app)
    const wanted = wish(interaction, now)
    const models = await app.models()
    const id = wanted.model ?? app.defaults.model
    const found = models.find((known) => known.id === id)
    const isAsked = interaction.options.getString('model') ?? interaction.options.getString('effort')
    if (isAsked === null) return replyEphemeral(interaction, described(id, found, now, strings, app))
    if (found === undefined && models.length > 0)
      return replyEphemeral(interaction, strings.settings.unknownModel(id))
    const effective = interaction.options.getString('effort')
    if (found && wanted.effort && !found.efforts.includes(wanted.effort)) {
      if (effective !== null)
        return replyEphemeral(interaction, strings.settings.unknownEffort(id, found.efforts.join(', ')))
      return change(interaction, { ...wanted, effort: undefined }, found, app, ['model', 'effort'])
    }
    return change(interaction, wanted, found, app, given(interaction))
  },
  suggest: async (interaction, app) => interaction.respond(await suggestions(interaction, app)),
} as const satisfies Command

type Wish = { readonly model: string | undefined; readonly effort: Effort | undefined }

/** What is set after the command: an option that is not given stays as it is. */
const wish = ({ options }: ChatInputCommandInteraction, now: Settings): Wish => {
  const effort = options.getString('effort')
  return {
    model: options.getString('model') ?? now.model,
    effort: effort === null ? now.effort : efforts.find((known) => known === effort),
  }
}

/** The settings that the command names: only they are written, so that a change made meanwhile is kept. */
const given = ({ options }: ChatInputCommandInteraction): readonly (keyof Wish)[] =>
  (['model', 'effort'] as const).filter((name) => options.getString(name) !== null)

const change = (
  interaction: ChatInputCommandInteraction,
  wanted: Wish,
  found: Model | undefined,
  app: App,
  named: readonly (keyof Wish)[],
): Promise<void> => {
  const id = wanted.model ?? app.defaults.model
  const settings = wanted.effort === undefined ? {} : { effort: wanted.effort }
  return changeSettings(
    interaction,
    Object.fromEntries(named.map((name) => [name, wanted[name]])),
    described(id, found, settings, stringsFor(interaction.locale), app),
    app,
  )
}

/** A model with its limits and prices, in a line. */
const described = (
  id: string,
  found: Model | undefined,
  { effort: own }: Settings,
  { settings, commands, locale }: Strings,
  { prices, defaults }: App,
): string => {
  const price = priceOf(prices, id)
  const number = new Intl.NumberFormat(locale)
  const effort = own ?? defaults.effort
  const knowsEffort = effort && (found?.efforts.includes(effort) ?? true)
  return [
    settings.model(id),
    knowsEffort ? settings.effort(commands.model.efforts[effort]) : settings.ownEffort,
    ...(found
      ? [settings.limits(number.format(found.contextTokens), number.format(found.outputTokens))]
      : []),
    price ? settings.prices(price.input, price.output, prices.asOf) : settings.unknownPrice,
  ].join(' ')
}

/** Discord shows at most 25. */
const mostOffered = 25

const suggestions = async (interaction: AutocompleteInteraction, { models, prices }: App) => {
  const { settings, locale } = stringsFor(interaction.locale)
  const typed = interaction.options.getFocused().toLowerCase()
  const number = new Intl.NumberFormat(locale, { notation: 'compact' })
  return (await models())
    .filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(typed))
    .slice(0, mostOffered)
    .map(({ id, name, contextTokens }) => ({
      name: cut(settings.modelChoice(name, number.format(contextTokens), priceOf(prices, id)), 100),
      value: id,
    }))
}
