import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
} from 'discord.js'
import type { Message } from '../../src/discord/interactions/handler.ts'
import type { Strings } from '../../src/i18n/strings.ts'
import { type Group, groups } from '../../src/settings/setting.ts'
import { allSettings } from '../../src/settings/settings.ts'
import type { Describing } from './describe.ts'
import { overview } from './overview.ts'
import type { Target, TargetSettings } from './target.ts'

/** Channels that can have settings. */
export const settableChannels = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
  ChannelType.GuildVoice,
  ChannelType.GuildCategory,
] as const

/** The settings of a group that can be changed at a target. */
export const changeableIn = (
  group: Group,
  { level }: Pick<Target, 'level'>,
  { operator }: Pick<Describing, 'operator'>,
) =>
  allSettings.filter(
    (setting) =>
      setting.group === group && setting.levels.includes(level) && !operator.fixed.has(setting.name),
  )

/** How a target is named in the custom ids of a panel. */
export const targetId = ({ owner: { type, id } }: Pick<Target, 'owner'>): string => `${type}-${id}`

/** The panel of a target: all of its settings, and ways to choose another target and to change them. */
export const panelOf = (
  read: TargetSettings,
  here: readonly Target[],
  describing: Describing,
): Exclude<Message, string> => ({
  content: overview(read, describing),
  components: [
    row(levelSelect(read.target, here, describing)),
    ...(describing.guild === null ? [] : [row(channelSelect(read.target, describing.strings))]),
    row(...groupButtons(read.target, describing), ...budgetsButton(read.target, describing)),
  ],
})

/** A row of a message's components. */
export const row = (
  ...components: APIComponentInMessageActionRow[]
): APIActionRowComponent<APIComponentInMessageActionRow> => ({ type: ComponentType.ActionRow, components })

const levelSelect = (
  target: Target,
  here: readonly Target[],
  { strings: { panel }, guild }: Describing,
): APIComponentInMessageActionRow => ({
  type: ComponentType.StringSelect,
  custom_id: 'settings-level:here',
  placeholder: panel.chooseLevel,
  options: here.map(({ level, owner }) => ({
    label: panel.levels[level],
    value: targetId({ owner }),
    default: owner.id === target.owner.id && level === target.level,
    ...(owner.type === 'channel' &&
      guild && { description: (guild.channels.cache.get(owner.id)?.name ?? '').slice(0, 100) }),
  })),
})

const channelSelect = ({ owner }: Target, { panel }: Strings): APIComponentInMessageActionRow => ({
  type: ComponentType.ChannelSelect,
  custom_id: 'settings-channel:here',
  placeholder: panel.chooseChannel,
  channel_types: [...settableChannels],
  ...(owner.type === 'channel' && {
    default_values: [{ id: owner.id, type: SelectMenuDefaultValueType.Channel }],
  }),
})

const groupButtons = (target: Target, describing: Describing): readonly APIComponentInMessageActionRow[] =>
  groups
    .filter((group) =>
      allSettings.some((setting) => setting.group === group && setting.levels.includes(target.level)),
    )
    .map((group) => ({
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      custom_id: `settings-form:${group}-${targetId(target)}`,
      label: describing.strings.panel.groups[group],
      disabled: changeableIn(group, target, describing).length === 0,
    }))

/** The budgets have a part of their own, in servers. */
const budgetsButton = (
  target: Target,
  { guild, strings }: Describing,
): readonly APIComponentInMessageActionRow[] =>
  guild === null
    ? []
    : [
        {
          type: ComponentType.Button,
          style: ButtonStyle.Secondary,
          custom_id: `settings-budgets:${targetId(target)}`,
          label: strings.panel.budgets.open,
        },
      ]
