import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { strings } from '../../src/i18n/languages/en.ts'
import { groups, type Setting } from '../../src/settings/setting.ts'
import { allSettings } from '../../src/settings/settings.ts'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

/** A setting as the README's table has it. */
const row = ({ name, levels, variable }: Setting<unknown>): string => {
  const { label, description } = strings.panel.settings[name]
  const where = levels.length === 1 ? levels[0] : levels.join(', ')
  return `| ${label} | \`${name}\` | ${description} | ${where} | ${variable === undefined ? '' : `\`${variable}\``} |`
}

describe('the README has every setting', () => {
  test.each(allSettings.map((setting) => [setting.name, setting] as const))('%s', (_, setting) => {
    expect(readme).toContain(row(setting))
  })
})

test('a variable of the README’s table of settings is explained below it', () => {
  for (const { variable } of allSettings)
    if (variable !== undefined) expect(readme.split('### The operator')[1]).toContain(`\`${variable}\``)
})

test.each(groups)('the form for %s has at most the five fields that Discord allows', (group) => {
  expect(allSettings.filter((setting) => setting.group === group).length).toBeLessThanOrEqual(5)
})
