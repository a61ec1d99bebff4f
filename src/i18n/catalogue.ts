import type { CommandText, Strings } from './strings.ts'

/** The languages of the bot. English is there in any case: it stands in for every language that is not. */
export type Catalogue = {
  readonly languages: readonly Strings[]
  /** The strings for a locale of Discord's (`en-US`, `ja`, …). */
  readonly stringsFor: (locale: string) => Strings
  /**
   * The strings for the author of a message, whose locale Discord does not tell: in the server's language if it has chosen one,
   * else in the language that the text is written in, as far as a sentence shows it.
   */
  readonly stringsForMessage: (text: string, guildLocale: string | undefined) => Strings
  /** The name and description of a command or option in all languages, for its definition. */
  readonly localized: (of: (strings: Strings) => CommandText) => Localized & LocalizedDescription
  /** The name alone, of a choice or a menu entry. */
  readonly localizedName: (of: (strings: Strings) => string) => Localized
}

type Localized = { readonly name: string; readonly name_localizations: Readonly<Record<string, string>> }
type LocalizedDescription = {
  readonly description: string
  readonly description_localizations: Readonly<Record<string, string>>
}

/** Throws where English is missing. */
export const createCatalogue = (languages: readonly Strings[]): Catalogue => {
  const english = languages.find(({ locale }) => locale === 'en')
  if (english === undefined) throw new Error('The folder of languages has no English.')
  const others = languages.filter((language) => language !== english)
  const localizations = (of: (strings: Strings) => string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      others.flatMap((strings) => strings.discordLocales.map((locale) => [locale, of(strings)])),
    )
  const localizedName: Catalogue['localizedName'] = (of) => ({
    name: of(english),
    name_localizations: localizations(of),
  })
  const stringsFor: Catalogue['stringsFor'] = (locale) =>
    languages.find(({ discordLocales }) => discordLocales.includes(locale)) ??
    languages.find((strings) => languageIn(strings.locale) === languageIn(locale)) ??
    english
  return {
    languages,
    stringsFor,
    stringsForMessage: (text, guildLocale) =>
      guildLocale !== undefined && guildLocale !== unchosen
        ? stringsFor(guildLocale)
        : (others.find(({ locale, script }) => script && isWrittenWith(script, locale, text)) ?? english),
    localized: (of) => ({
      ...localizedName((strings) => of(strings).name),
      description: of(english).description,
      description_localizations: localizations((strings) => of(strings).description),
    }),
    localizedName,
  }
}

/** A server has this locale until somebody chooses one, which only community servers can. */
const unchosen = 'en-US'

const languageIn = (locale: string): string => locale.split('-', 1)[0] ?? locale

/** Parts of a message that tell nothing of its author's language: code, addresses, mentions, and a shrug. */
const foreign = /```[\s\S]*?(?:```|$)|`[^`\n]*`|https?:\/\/\S+|<[@#:\w!&]+>|¯\S*\s*\S*¯/gu

/** How many words make a sentence. */
const fewestWords = 3

/** The most of a text, in UTF-16 units, that is looked at. */
const mostRead = 2_000

/** Whether at least a sentence, and most of the text, is in a script. */
const isWrittenWith = (
  { letters, own }: NonNullable<Strings['script']>,
  locale: string,
  text: string,
): boolean => {
  const words = [
    ...new Intl.Segmenter(locale, { granularity: 'word' }).segment(
      text.slice(0, mostRead).replaceAll(foreign, ' '),
    ),
  ]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment)
  const inScript = words.filter((word) => letters.test(word))
  return (
    inScript.length >= fewestWords &&
    inScript.length * 2 >= words.length &&
    inScript.some((word) => own.test(word))
  )
}
