import { describe, expect, test } from 'vitest'
import { createCatalogue } from '../../src/i18n/catalogue.ts'
import { english, languages, stringsFor, stringsForMessage } from '../../src/i18n/languages.ts'

const japanese = stringsFor('ja')

describe('the language of a locale', () => {
  test.each([
    ['ja', 'ja'],
    ['ja-JP', 'ja'],
    ['en-US', 'en'],
    ['en-GB', 'en'],
    ['de', 'en'],
    ['', 'en'],
  ])('%s is answered in %s', (locale, expected) => {
    expect(stringsFor(locale).locale).toBe(expected)
  })
})

describe('the language of a message', () => {
  test.each([
    ['that the server has chosen', 'What is basil?', 'ja', 'ja'],
    ['that the server has chosen, against the script', '猫について教えてください。', 'en-GB', 'en'],
    ['of a Japanese sentence', '猫について教えてください。', undefined, 'ja'],
    ['of a Japanese sentence where the server has only the default', 'パンの焼き方は？', 'en-US', 'ja'],
    ['of a Japanese sentence with an English word', 'Dockerの使い方を教えて', undefined, 'ja'],
    [
      'of a Japanese sentence about code',
      'これは何をしますか `const answer = one + two + three`',
      undefined,
      'ja',
    ],
    ['of one Japanese word', 'ありがとう', undefined, 'en'],
    ['of one Japanese word in English', 'what does ありがとう mean in English?', undefined, 'en'],
    [
      'of a Japanese quotation in English',
      'Please explain why people say 猫の手も借りたい when they are busy with all of their work',
      undefined,
      'en',
    ],
    ['of a shrug', 'no idea ¯\\_(ツ)_/¯', undefined, 'en'],
    ['of nothing but shrugs', '¯\\_(ツ)_/¯ ¯\\_(ツ)_/¯ ¯\\_(ツ)_/¯ ツ', undefined, 'en'],
    ['of Chinese', '请告诉我怎么做面包。', undefined, 'en'],
    ['of nothing', '', undefined, 'en'],
  ])('is told %s', (_, text, guildLocale, expected) => {
    expect(stringsForMessage(text, guildLocale).locale).toBe(expected)
  })

  test('takes no time to tell, whatever the text', () => {
    const begun = performance.now()
    for (const part of ['`', '```', '¯', '<', 'あ', 'https://', ' '])
      stringsForMessage(part.repeat(60_000), undefined)
    expect(performance.now() - begun).toBeLessThan(1_000)
  })
})

test('a command has the names of every language but English beside its own', () => {
  const spanish = { ...english, locale: 'es', discordLocales: ['es-ES', 'es-419'] }
  const { localized } = createCatalogue([english, japanese, spanish])
  expect(Object.keys(localized(({ commands }) => commands.ask).name_localizations)).toEqual([
    'ja',
    'es-ES',
    'es-419',
  ])
})

test('there is no catalogue without English', () => {
  expect(() => createCatalogue(languages.filter(({ locale }) => locale !== 'en'))).toThrow('no English')
})
