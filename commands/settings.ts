import type { ChatInputCommandInteraction } from 'discord.js'
import type { Outcome } from '../src/discord/interactions/handler.ts'
import { stringsFor } from '../src/i18n/languages.ts'
import { type Group, groups, noModel } from '../src/settings/setting.ts'
import type { App, Command, Run } from './command.ts'
import { suggestModels } from './model.ts'
import { budgetButtons, budgetForms, budgetMenus } from './settings/budgets.ts'
import { settingNamed, valueByOption } from './settings/change-by-option.ts'
import { definition } from './settings/definition.ts'
import type { Describing } from './settings/describe.ts'
import { describeValue } from './settings/describe.ts'
import { mostListed } from './settings/field-value.ts'
import { formOf } from './settings/form.ts'
import { overview, targetName } from './settings/overview.ts'
import { problemWith, readForm } from './settings/read-form.ts'
import { describing, maySettings, type PanelInteraction, showPanel, targetIn } from './settings/show-panel.ts'
import { soon } from './settings/soon.ts'
import { readTarget, type Target, targetOf, targetsHere } from './settings/target.ts'

/** The group and the target that a form's id names, such as `claude-server-1`. */
const meantBy = (id: string, interaction: PanelInteraction) => {
  const [name = '', ...rest] = id.split('-')
  const group: Group | undefined = groups.find((one) => one === name)
  const target = targetIn(rest.join('-'), interaction)
  return group && target && { group, target }
}

/** The target that the options of a sub-command name; the most general one here if they name none. */
const targetByOption = (interaction: ChatInputCommandInteraction): Target | undefined => {
  const { options } = interaction
  const channel = options.getChannel('channel')
  if (channel !== null) return targetOf({ type: 'channel', id: channel.id }, interaction)
  const level = options.getString('level')
  const here = targetsHere(interaction)
  return level === null ? here[0] : here.find((target) => target.level === level)
}

/** A sub-command about one target. It is answered to the person alone. */
const about = (
  act: (target: Target, interaction: ChatInputCommandInteraction, app: App) => Promise<Outcome>,
): Run => ({
  answers: 'private',
  may: maySettings,
  run: async (interaction, app) => {
    const target = targetByOption(interaction)
    return target === undefined
      ? { refused: stringsFor(interaction.locale).panel.noSuchLevel }
      : act(target, interaction, app)
  },
})

const open = about((target, interaction, app) => showPanel(interaction, target, app))

const show = about(async (target, interaction, app) => ({
  shown: overview(await readTarget(target, app), await describing(interaction, app)),
}))

const set = about(async (target, interaction, app) => {
  const setting = settingNamed(interaction.options.getSubcommand())
  if (setting === undefined) return {}
  const words = await describing(interaction, app)
  const { panel } = words.strings
  const { label } = panel.settings[setting.name]
  if (!setting.levels.includes(target.level))
    return { refused: panel.notAtLevel(label, targetName(target, words.strings)) }
  const change = valueByOption(setting, interaction.options, app.operator)
  const [stored = {}] = await app.store.settingsOf([target.owner])
  const value = change(stored)
  const wrong = value === undefined ? undefined : problemWith(setting, value, words)
  if (wrong !== undefined) return { refused: wrong }
  await app.store.changeSettings(target.owner, (now) => ({ [setting.name]: change(now) }))
  return { shown: await told(target, setting.name, words, app) }
})

const clear = about(async (target, interaction, app) => {
  const setting = settingNamed(interaction.options.getString('setting', true))
  if (setting === undefined) return {}
  const words = await describing(interaction, app)
  await app.store.changeSettings(target.owner, () => ({ [setting.name]: undefined }))
  return { shown: await told(target, setting.name, words, app) }
})

/** What holds for one setting after a change. */
const told = async (target: Target, name: string, words: Describing, app: App): Promise<string> => {
  const setting = settingNamed(name)
  if (setting === undefined) return ''
  const { value, from } = (await readTarget(target, app)).here.get(setting)
  const { panel } = words.strings
  return panel.now(
    panel.settings[setting.name].label,
    targetName(target, words.strings),
    describeValue(setting, value, words),
    from === target.level ? panel.setHere : panel.from[from],
  )
}

const subcommands: Readonly<Record<string, Run>> = { open, show, clear }

/** `/settings`: what holds in this server and its channels, and how to change it, by a panel or by sub-commands. */
export const settings = {
  definition,
  run: ({ options }) => subcommands[options.getSubcommand()] ?? set,
  suggest: async (interaction, app) => {
    const found = await suggestModels(interaction, app)
    if (interaction.options.getSubcommand() !== 'cheaper') return found
    const none = { name: stringsFor(interaction.locale).panel.none, value: noModel }
    return [none, ...found.slice(0, mostListed - 1)]
  },
  buttons: {
    'settings-form': {
      answers: 'form',
      may: (interaction, id) =>
        maySettings(interaction) ??
        (meantBy(id, interaction) ? undefined : stringsFor(interaction.locale).panel.gone),
      form: async (interaction, app, id) => {
        const meant = meantBy(id, interaction)
        if (meant === undefined) throw new Error('deleted')
        const read = Promise.all([readTarget(meant.target, app), describing(interaction, app)])
        return formOf(meant.group, ...(await soon(read, app)))
      },
    },
    ...budgetButtons,
  },
  menus: {
    'settings-level': {
      answers: 'update',
      may: maySettings,
      run: async (interaction, app) =>
        showPanel(interaction, targetIn(interaction.values[0] ?? '', interaction), app),
    },
    'settings-channel': {
      answers: 'update',
      may: maySettings,
      run: async (interaction, app) =>
        showPanel(
          interaction,
          targetOf({ type: 'channel', id: interaction.values[0] ?? '' }, interaction),
          app,
        ),
    },
    ...budgetMenus,
  },
  forms: {
    ...budgetForms,
    settings: {
      answers: 'update',
      may: maySettings,
      run: async (interaction, app, id) => {
        const meant = meantBy(id, interaction)
        if (meant === undefined) return { refused: stringsFor(interaction.locale).panel.gone }
        const words = await describing(interaction, app)
        const read = readForm(interaction, meant.group, meant.target, words)
        if ('wrong' in read) return { refused: read.wrong }
        await app.store.changeSettings(meant.target.owner, () => read.change)
        return showPanel(interaction, meant.target, app)
      },
    },
  },
} as const satisfies Command
