import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createCatalogue } from '../../src/i18n/catalogue.ts'
import { loadLanguages } from '../../src/i18n/load-languages.ts'

let folder: string
const languages = (): URL => pathToFileURL(join(folder, 'languages/'))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tendril-i18n-'))
  cpSync('src/i18n', folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Adds Latin, which is English but for one string. */
const addLatin = (change: (source: string) => string = (source) => source): void => {
  const english = readFileSync('src/i18n/languages/en.ts', 'utf8')
  const latin = english
    .replace("locale: 'en'", "locale: 'la'")
    .replace("discordLocales: ['en-US', 'en-GB']", "discordLocales: ['it']")
    .replace("'Waiting for Claude…'", "'Claudium exspectamus…'")
  writeFileSync(join(folder, 'languages/la.ts'), change(latin))
}

describe('a third language', () => {
  test('is one file in the folder of languages, and nothing else', async () => {
    addLatin()
    const { stringsFor, localized } = createCatalogue(await loadLanguages(languages()))
    expect(stringsFor('it').status.asked).toBe('Claudium exspectamus…')
    expect(localized(({ commands }) => commands.ask).name_localizations).toHaveProperty('it')
    expect(stringsFor('ja').locale).toBe('ja')
  })

  test('that lacks a string is refused by the name of the string', async () => {
    addLatin((source) => source.replace(/^ {4}searching: .*\n/m, ''))
    await expect(loadLanguages(languages())).rejects.toThrow('la.ts lacks “status.searching”')
  })

  test('that exports nothing is refused', async () => {
    writeFileSync(join(folder, 'languages/la.ts'), 'export const words = 1\n')
    await expect(loadLanguages(languages())).rejects.toThrow('la.ts lacks “locale”')
  })
})
