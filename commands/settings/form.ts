import {
  type APIComponentInLabel,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js'
import type { Form } from '../../src/discord/interactions/handler.ts'
import { cut } from '../../src/markdown/cut.ts'
import { channelList, type Group, members, noModel, type Setting } from '../../src/settings/setting.ts'
import { valueIn } from '../../src/settings/walk.ts'
import { choiceLabel, type Describing, describeValue } from './describe.ts'
import { digest, fieldValue, mostListed } from './field-value.ts'
import { changeableIn, settableChannels, targetId } from './panel.ts'
import type { TargetSettings } from './target.ts'

/** In a radio group or select: nothing is set here. */
export const asAbove = 'as-above'

/** The form for a group of settings at a target. */
export const formOf = (group: Group, read: TargetSettings, describing: Describing): Form => {
  const { panel } = describing.strings
  return {
    custom_id: `settings:${group}-${targetId(read.target)}`,
    title: cut(panel.groups[group].replace(/\u2026$/, ''), 45),
    components: changeableIn(group, read.target, describing).map((setting) => ({
      type: ComponentType.Label,
      label: cut(panel.settings[setting.name].label, 45),
      description: cut(panel.settings[setting.name].description, 100),
      component: fieldOf(setting, read, describing),
    })),
  }
}

const fieldOf = (
  setting: Setting<unknown>,
  { above, stored }: TargetSettings,
  describing: Describing,
): APIComponentInLabel => {
  const { strings, operator, models } = describing
  const { panel } = strings
  const own = fieldValue(setting, valueIn(stored, setting, operator.bounds), describing)
  const custom_id = `${setting.name}.${digest(own)}`
  const { value, from } = above.get(setting)
  const inherited = cut(
    panel.asAbove(plain(describeValue(setting, value, describing), describing), panel.from[from]),
    100,
  )
  const option = (label: string, of: unknown) => ({
    label: cut(label, 100),
    value: String(of),
    default: own === of || (own === undefined && of === asAbove),
  })
  const kind = setting.kind(operator.bounds)
  switch (kind.type) {
    case 'choice':
      return {
        ...{ type: ComponentType.RadioGroup, custom_id },
        options: [
          option(inherited, asAbove),
          ...kind.values.map((one) => option(choiceLabel(setting, one, strings), one)),
        ],
      }
    case 'switch':
      return {
        ...{ type: ComponentType.RadioGroup, custom_id },
        options: [option(inherited, asAbove), option(panel.on, true), option(panel.off, false)],
      }
    case 'number':
      return {
        ...{ type: ComponentType.TextInput, custom_id, style: TextInputStyle.Short, required: false },
        ...{ placeholder: inherited, max_length: 6, ...(own !== undefined && { value: String(own) }) },
      }
    case 'text':
      return {
        ...{ type: ComponentType.TextInput, custom_id, style: TextInputStyle.Paragraph, required: false },
        ...{ placeholder: inherited, max_length: kind.longest },
        ...(typeof own === 'string' && own !== '' && { value: own }),
      }
    case 'model':
      return {
        ...{ type: ComponentType.StringSelect, custom_id },
        options: [
          option(inherited, asAbove),
          ...(kind.canBeNone ? [option(panel.none, noModel)] : []),
          ...offered(models, own).map(({ id, name }) => option(name, id)),
        ],
      }
    case 'members': {
      const { roles, people } = members.schema().safeParse(own).data ?? { roles: [], people: [] }
      return {
        ...{ type: ComponentType.MentionableSelect, custom_id, min_values: 0, max_values: mostListed },
        ...{ required: false, placeholder: inherited },
        default_values: [
          ...roles.map((id) => ({ id, type: SelectMenuDefaultValueType.Role as const })),
          ...people.map((id) => ({ id, type: SelectMenuDefaultValueType.User as const })),
        ],
      }
    }
    case 'channels':
      return {
        ...{ type: ComponentType.ChannelSelect, custom_id, min_values: 0, max_values: mostListed },
        ...{ required: false, placeholder: inherited, channel_types: [...settableChannels] },
        default_values: channelDefaults(channelList.schema().safeParse(own).data ?? []),
      }
    case 'channel':
      return {
        ...{ type: ComponentType.ChannelSelect, custom_id, min_values: 0, max_values: 1 },
        ...{ required: false, placeholder: inherited },
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
        default_values: channelDefaults(typeof own === 'string' ? [own] : []),
      }
  }
}

const channelDefaults = (ids: readonly string[]) =>
  ids.map((id) => ({ id, type: SelectMenuDefaultValueType.Channel as const }))

/** The models that fit into a select beside two other choices, with the one that is set. */
const offered = (models: Describing['models'], own: unknown): Describing['models'] => {
  const chosen = models.filter(({ id }) => id === own)
  const known = chosen.length > 0 || typeof own !== 'string' ? chosen : []
  return [...known, ...models.filter(({ id }) => id !== own)].slice(0, mostListed - 2)
}

/** Labels and placeholders draw no Markdown: mentions become names. */
const plain = (words: string, { guild }: Describing): string =>
  words.replace(/<(@&|@|#)(\d+)>/g, (mention, mark: string, id: string) => {
    if (mark === '@&') return `@${guild?.roles.cache.get(id)?.name ?? id}`
    return mark === '#' ? `#${guild?.channels.cache.get(id)?.name ?? id}` : mention
  })
