import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
} from 'discord.js'
import { priceOf } from '../src/claude/dollars.ts'
import type { Effort, Model } from '../src/conversation/claude.ts'
import type { Outcome } from '../src/discord/interactions/handler.ts'
import { placeOf } from '../src/discord/interactions/place-of.ts'
import { localized, localizedName, stringsFor } from '../src/i18n/languages.ts'
import type { Strings } from '../src/i18n/strings.ts'
import { cut } from '../src/markdown/cut.ts'
import { settings as all } from '../src/settings/settings.ts'
import { allContexts } from './all-contexts.ts'
import { changeSettings, mayChangeSettings } from './change-settings.ts'
import type { App, Command, Run } from './command.ts'

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
  run: (interaction) => (given(interaction).length === 0 ? showModel : changeModel),
  suggest: (interaction, app) => suggestModels(interaction, app),
} as const satisfies Command

const showModel: Run = {
  answers: 'private',
  run: async (interaction, app) => {
    const now = await chosenIn(interaction, app)
    const found = (await app.models()).find(({ id }) => id === now.model)
    return { shown: described({ ...now, found, isChange: false }, stringsFor(interaction.locale), app) }
  },
}

const changeModel: Run = {
  answers: 'public',
  may: mayChangeSettings,
  run: async (interaction, app) => {
    const { settings } = stringsFor(interaction.locale)
    const wanted = wish(interaction, await chosenIn(interaction, app))
    const models = await modelsFor(app)
    const found = models.find(({ id }) => id === wanted.model)
    if (found === undefined && models.length > 0) return { refused: settings.unknownModel(wanted.model) }
    const named = given(interaction)
    if (found && wanted.effort !== 'own' && !found.efforts.includes(wanted.effort)) {
      if (named.includes('effort'))
        return { refused: settings.unknownEffort(found.name, found.efforts.join(', ')) }
      return change(interaction, { ...wanted, effort: 'own' }, found, app, [...named, 'effort'])
    }
    return change(interaction, wanted, found, app, named)
  },
}

type Wish = { readonly model: string; readonly effort: Effort | 'own' }

/** What holds where an interaction came from. */
const chosenIn = async (
  interaction: AutocompleteInteraction | ChatInputCommandInteraction,
  { settings }: App,
): Promise<Wish> => {
  const { get } = await settings(placeOf(interaction))
  return { model: get(all.model).value, effort: get(all.effort).value }
}

/** The models that the operator allows. */
const modelsFor = async ({ models, operator }: App): Promise<readonly Model[]> =>
  (await models()).filter(({ id }) => operator.bounds.models?.includes(id) ?? true)

/** What is set after the command: an option that is not given stays as it is. */
const wish = ({ options }: ChatInputCommandInteraction, now: Wish): Wish => {
  const effort = options.getString('effort')
  return {
    model: options.getString('model') ?? now.model,
    effort: effort === null ? now.effort : (efforts.find((known) => known === effort) ?? 'own'),
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
): Promise<Outcome> => {
  const strings = stringsFor(interaction.locale)
  return changeSettings(
    interaction,
    Object.fromEntries(named.map((name) => [name, wanted[name]])),
    described({ ...wanted, found, isChange: true }, strings, app),
    app,
  )
}

/** What a channel uses: the model with its price, and what the bot sends and takes at most. */
const described = (
  {
    model: id,
    effort,
    found,
    isChange,
  }: Wish & { readonly found: Model | undefined; readonly isChange: boolean },
  { settings, commands, locale }: Strings,
  { prices, limits }: App,
): string => {
  const number = new Intl.NumberFormat(locale)
  const knowsEffort = effort !== 'own' && (found?.efforts.includes(effort) ?? true)
  const output = Math.min(limits.maxTokens, found?.outputTokens ?? limits.maxTokens)
  const context = Math.min(limits.contextTokens, (found?.contextTokens ?? Number.POSITIVE_INFINITY) - output)
  return settings.model({
    name: found?.name ?? id,
    isChange,
    effort: knowsEffort ? commands.model.efforts[effort] : undefined,
    price: priceOf(prices, id),
    context: number.format(context),
    output: number.format(output),
  })
}

/** Discord shows at most 25 choices, with names of at most 100 characters. */
const mostOffered = 25
const longestName = 100

/** The models that fit what is being typed, the cheapest first. */
export const suggestModels = async (interaction: AutocompleteInteraction, app: App) => {
  const { settings } = stringsFor(interaction.locale)
  const typed = interaction.options.getFocused().toLowerCase()
  const { model: current } = await chosenIn(interaction, app)
  const price = ({ id }: Model) => priceOf(app.prices, id)
  return (await modelsFor(app))
    .filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(typed))
    .toSorted((a, b) => (price(a)?.output ?? unknownPrice) - (price(b)?.output ?? unknownPrice))
    .slice(0, mostOffered)
    .map((found) => ({
      name: cut(settings.modelChoice(found.name, price(found), found.id === current), longestName),
      value: found.id,
    }))
}

/** Models without a known price come last. */
const unknownPrice = Number.MAX_VALUE
