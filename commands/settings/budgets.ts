import {
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
  SelectMenuDefaultValueType,
} from 'discord.js'
import type { Subject } from '../../src/conversation/allowance.ts'
import type { Outcome } from '../../src/discord/interactions/handler.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import { cut } from '../../src/markdown/cut.ts'
import { type BudgetInteraction, budgetLines } from '../budget/budget-lines.ts'
import type { App, Command } from '../command.ts'
import { budgetForm, readBudgetForm } from './budget-form.ts'
import { budgetChannels, subjectId, subjectIn, subjectName, subjectOfTarget } from './budget-subject.ts'
import { row } from './panel.ts'
import { maySettings, type PanelInteraction, showPanel, targetIn } from './show-panel.ts'
import { soon } from './soon.ts'

type Interaction = PanelInteraction & BudgetInteraction

/** All budgets of the server, and ways to choose whose are to be changed. */
const showBudgets = async (
  interaction: Interaction,
  subject: Subject | undefined,
  app: App,
): Promise<Outcome> => {
  const strings = stringsFor(interaction.locale)
  const { guildId } = interaction
  if (subject === undefined || guildId === null) return { refused: strings.panel.gone }
  const lines = await budgetLines(interaction, guildId, app)
  return {
    shown: {
      content: [`### ${strings.panel.budgets.title}`, ...lines].join('\n'),
      components: [
        row(memberSelect(subject, interaction)),
        row(channelSelect(subject, interaction)),
        row(...buttons(subject, guildId, interaction)),
      ],
    },
  }
}

const memberSelect = (subject: Subject, { locale }: Interaction): APIComponentInMessageActionRow => {
  const [kind, id = ''] = subject.split(':')
  const type = kind === 'role' ? SelectMenuDefaultValueType.Role : SelectMenuDefaultValueType.User
  return {
    type: ComponentType.MentionableSelect,
    custom_id: 'budget-member:here',
    placeholder: stringsFor(locale).panel.budgets.chooseMember,
    ...((kind === 'role' || kind === 'person') && { default_values: [{ id, type }] }),
  }
}

const channelSelect = (subject: Subject, { locale }: Interaction): APIComponentInMessageActionRow => {
  const [kind, id = ''] = subject.split(':')
  return {
    type: ComponentType.ChannelSelect,
    custom_id: 'budget-channel:here',
    placeholder: stringsFor(locale).panel.budgets.chooseChannel,
    channel_types: [...budgetChannels],
    ...(kind === 'channel' && { default_values: [{ id, type: SelectMenuDefaultValueType.Channel }] }),
  }
}

const buttons = (
  subject: Subject,
  guildId: string,
  interaction: Interaction,
): readonly APIComponentInMessageActionRow[] => {
  const strings = stringsFor(interaction.locale)
  const { budgets } = strings.panel
  const button = (custom_id: string, label: string, style: ButtonStyle.Primary | ButtonStyle.Secondary) =>
    ({ type: ComponentType.Button, custom_id, label: cut(label, 80), style }) as const
  const back = subject.startsWith('channel:') ? subjectId(subject) : `server-${guildId}`
  const { Primary, Secondary } = ButtonStyle
  return [
    button(
      `budget-form:${subjectId(subject)}`,
      budgets.change(subjectName(subject, interaction, strings)),
      Primary,
    ),
    ...(subject === 'server'
      ? []
      : [button(`settings-budgets:server-${guildId}`, budgets.wholeServer, Secondary)]),
    button(`settings-all:${back}`, budgets.back, Secondary),
  ]
}

/** The presses of this part of the panel. */
export const budgetButtons = {
  'settings-budgets': {
    answers: 'update',
    may: maySettings,
    run: async (interaction, app, id) => {
      const target = targetIn(id, interaction)
      return showBudgets(interaction, target && subjectOfTarget(target), app)
    },
  },
  'settings-all': {
    answers: 'update',
    may: maySettings,
    run: async (interaction, app, id) => showPanel(interaction, targetIn(id, interaction), app),
  },
  'budget-form': {
    answers: 'form',
    may: (interaction, id) =>
      maySettings(interaction) ??
      (subjectIn(id, interaction) ? undefined : stringsFor(interaction.locale).panel.gone),
    form: async (interaction, app, id) => {
      const subject = subjectIn(id, interaction)
      if (subject === undefined || interaction.guildId === null) throw new Error('deleted')
      const all = await soon(app.store.allowances(interaction.guildId), app)
      const strings = stringsFor(interaction.locale)
      const own = all.filter((one) => one.subject === subject)
      return budgetForm(subject, subjectName(subject, interaction, strings), own, strings)
    },
  },
} as const satisfies Command['buttons']

/** The choices of this part of the panel: whose budgets are to be changed. */
export const budgetMenus = {
  'budget-member': {
    answers: 'update',
    may: maySettings,
    run: async (interaction, app) => {
      const [id = ''] = interaction.values
      const kind = interaction.guild?.roles.cache.has(id) ? 'role' : 'person'
      return showBudgets(interaction, subjectIn(`${kind}-${id}`, interaction), app)
    },
  },
  'budget-channel': {
    answers: 'update',
    may: maySettings,
    run: async (interaction, app) =>
      showBudgets(interaction, subjectIn(`channel-${interaction.values[0] ?? ''}`, interaction), app),
  },
} as const satisfies Command['menus']

/** The form of this part of the panel. */
export const budgetForms = {
  budget: {
    answers: 'update',
    may: maySettings,
    run: async (interaction, app, id) => {
      const strings = stringsFor(interaction.locale)
      const subject = subjectIn(id, interaction)
      const { guildId } = interaction
      if (subject === undefined || guildId === null) return { refused: strings.panel.gone }
      const changes = readBudgetForm(interaction, strings)
      if ('wrong' in changes) return { refused: changes.wrong }
      for (const { kind, amount } of changes)
        if (amount === undefined) await app.store.clearAllowances(guildId, { subject, ...kind })
        else await app.store.setAllowance(guildId, { subject, ...kind, amount })
      return showBudgets(interaction, subject, app)
    },
  },
} as const satisfies Command['forms']
