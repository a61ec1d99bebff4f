import type { Guild } from 'discord.js'
import type { Model } from '../../src/conversation/claude.ts'
import type { Strings } from '../../src/i18n/strings.ts'
import { cut } from '../../src/markdown/cut.ts'
import type { Level } from '../../src/settings/level.ts'
import { channelList, members, noModel, type Setting } from '../../src/settings/setting.ts'
import type { Operator } from '../../src/settings/walk.ts'

/** What values are put into words with. */
export type Describing = {
  readonly strings: Strings
  readonly operator: Operator
  readonly models: readonly Model[]
  /** The server, to tell what has been deleted there; null in a direct message. */
  readonly guild: Pick<Guild, 'id' | 'roles' | 'channels'> | null
}

/** The most characters of a text, and entries of a list, that are shown in a line. */
const mostOfText = 80
const mostOfList = 10

/** A value in words, in one line of Discord's Markdown; roles, people and channels are mentions. */
export const describeValue = (setting: Setting<unknown>, value: unknown, describing: Describing): string => {
  const { strings, operator, models } = describing
  const { panel, locale } = strings
  switch (setting.kind(operator.bounds).type) {
    case 'choice':
      return choiceLabel(setting, String(value), strings)
    case 'switch':
      return value === true ? panel.on : panel.off
    case 'number':
      if (setting.name === 'cheaper-from') return panel.percent(Number(value))
      if (setting.name !== 'notify') return new Intl.NumberFormat(locale).format(Number(value))
      return value === 0 ? panel.never : panel.seconds(Number(value))
    case 'text':
      return value === '' ? panel.none : cut(String(value).replace(/\s+/g, ' '), mostOfText)
    case 'model':
      if (value === noModel) return panel.none
      return models.find(({ id }) => id === value)?.name ?? String(value)
    case 'members':
      return listed(mentionsOf(value, describing), setting, panel)
    case 'channels':
      return listed(
        (channelList.schema().safeParse(value).data ?? []).map((id) => channelMention(id, describing)),
        setting,
        panel,
      )
    case 'channel':
      return value === '' ? panel.none : channelMention(String(value), describing)
  }
}

/** What a choice is called. */
export const choiceLabel = (
  { name }: Pick<Setting<unknown>, 'name'>,
  value: string,
  { panel, commands }: Strings,
): string => {
  const labels: Readonly<Record<string, string>> = name === 'effort' ? commands.model.efforts : panel.footers
  return labels[value] ?? value
}

/** The level that a value comes from. */
export const describeLevel = (level: Level, { panel }: Strings): string => panel.from[level]

const mentionsOf = (value: unknown, { guild, strings }: Describing): readonly string[] => {
  const { roles, people } = members.schema().safeParse(value).data ?? { roles: [], people: [] }
  const role = (id: string): string => {
    if (id === guild?.id) return '@everyone'
    return guild?.roles.cache.has(id) ? `<@&${id}>` : strings.panel.deletedRole
  }
  return [...roles.map(role), ...people.map((id) => `<@${id}>`)]
}

const channelMention = (id: string, { guild, strings }: Describing): string =>
  guild?.channels.cache.has(id) ? `<#${id}>` : strings.panel.deletedChannel

const listed = (mentions: readonly string[], { name }: Setting<unknown>, panel: Strings['panel']): string => {
  if (mentions.length === 0)
    return name === 'allowed' ? panel.everybody : name === 'channels' ? panel.everywhere : panel.none
  const shown = mentions.slice(0, mostOfList).join(' ')
  return mentions.length > mostOfList ? `${shown} +${mentions.length - mostOfList}` : shown
}
