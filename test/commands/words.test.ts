import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { commands, messageCommands } from '../../commands/index.ts'
import { english, languages } from '../../src/i18n/languages.ts'

const namedSchema = z.object({
  name: z.string(),
  name_localizations: z.record(z.string(), z.string()).optional(),
  description: z.string().optional(),
  description_localizations: z.record(z.string(), z.string()).optional(),
  get options() {
    return z.array(namedSchema).optional()
  },
  get choices() {
    return z.array(namedSchema).optional()
  },
})

type Named = z.infer<typeof namedSchema>

/** A command with its options and choices, each under its full name. */
const parts = (named: Named, above = ''): readonly (readonly [string, Named])[] => {
  const name = `${above} ${named.name}`.trim()
  return [
    [name, named],
    ...[...(named.options ?? []), ...(named.choices ?? [])].flatMap((part) => parts(part, name)),
  ]
}

const all = [...commands, ...messageCommands].flatMap(({ definition }) =>
  parts(namedSchema.parse(definition)),
)

/** The names of everything in a language, with a dot for each level. */
const keysOf = (strings: object, above = ''): readonly string[] =>
  Object.entries(strings).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? keysOf(value, `${above}${key}.`) : [`${above}${key}`],
  )

/** String literals of a source, without its comments and the modules it imports. */
const literalsOf = (source: string): readonly string[] =>
  [
    ...source
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/^\s*\/\/.*$/gm, '')
      .replace(/from '[^']*'/g, '')
      .matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g),
  ].map(([, single, double, template]) => single ?? double ?? template?.replace(/\$\{[^}]*\}/g, '') ?? '')

const files = readdirSync('commands', { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
)

describe('what the bot says', () => {
  test.each(all)('"/%s" has its name and description in Japanese, as Discord takes them', (_, part) => {
    const name = part.name_localizations?.['ja'] ?? ''
    expect(name).toMatch(/\p{sc=Hira}|\p{sc=Kana}|\p{sc=Han}/u)
    expect([...name].length).toBeLessThanOrEqual(part.description === undefined ? 100 : 32)
    if (part.description === undefined) return
    expect(part.description_localizations?.['ja']).toMatch(/\p{sc=Hira}|\p{sc=Kana}/u)
    expect(name).toMatch(/^[-_'\p{L}\p{N}]+$/u)
    for (const text of [part.description, part.description_localizations?.['ja'] ?? ''])
      expect([...text].length).toBeLessThanOrEqual(100)
  })

  test('no two commands, and no two options of one, have the same name in Japanese', () => {
    const names = all.map(([path, part]) =>
      [path.split(' ').slice(0, -1).join(' '), part.name_localizations?.['ja']].join(),
    )
    expect(new Set(names).size).toBe(names.length)
  })

  test('is said in every language', () => {
    const optional = /^script\.|^discordLocales\./
    for (const strings of languages)
      expect(keysOf(strings).filter((key) => !optional.test(key))).toEqual(
        keysOf(english).filter((key) => !optional.test(key)),
      )
  })

  // What goes into the log is English in every language.
  test.each(files.filter((file) => file !== 'report.ts'))(
    'commands/%s leaves all words to the languages',
    (file) => {
      const spoken = literalsOf(readFileSync(join('commands', file), 'utf8')).filter(
        (literal) => /\p{L}+\s+\p{L}+/u.test(literal) || /[^\p{ASCII}]/u.test(literal),
      )
      expect(spoken).toEqual([])
    },
  )
})
