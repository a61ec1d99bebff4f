import type { Strings } from '../../src/i18n/strings.ts'
import { cut } from '../../src/markdown/cut.ts'
import { allSettings } from '../../src/settings/settings.ts'
import { type Describing, describeLevel, describeValue } from './describe.ts'
import type { Target, TargetSettings } from './target.ts'

/** The most characters of a message. */
const mostShown = 2000

/** What a target is called. */
export const targetName = ({ level, owner }: Target, { panel }: Strings): string => {
  const isChannel = owner.type === 'channel' && level !== 'person'
  return panel.targets[level](isChannel ? `<#${owner.id}>` : '')
}

/** Every setting that holds at a target, with the level that it comes from: a heading, and a line for each. */
export const overview = ({ target, here }: TargetSettings, describing: Describing): string => {
  const { strings, operator } = describing
  const { panel } = strings
  const lines = allSettings
    .filter(({ levels }) => target.level !== 'person' || levels.includes('person'))
    .map((setting) => {
      const { value, from } = here.get(setting)
      const isFixed = operator.fixed.has(setting.name)
      const isHere = from === target.level
      const origin = isFixed ? panel.fixed : isHere ? panel.setHere : describeLevel(from, strings)
      const mark = panel.marks[isHere ? 'here' : isFixed ? 'fixed' : 'above']
      const { label } = panel.settings[setting.name]
      return panel.line(mark, label, describeValue(setting, value, describing), origin)
    })
  return cut(
    [`### ${panel.title(targetName(target, strings))}`, ...lines, `-# ${panel.hint}`].join('\n'),
    mostShown,
  )
}
