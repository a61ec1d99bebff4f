import { type Strings, stringsFor } from './strings.ts'

/** Hiragana and katakana: only Japanese is written with them. */
const kana = /[\p{sc=Hira}\p{sc=Kana}]/u

/** The words for a message, whose author's locale Discord does not tell: by its script, else by the server's language. */
export const stringsForMessage = (text: string, guildLocale: string | undefined): Strings =>
  stringsFor(kana.test(text) ? 'ja' : (guildLocale ?? 'en'))
