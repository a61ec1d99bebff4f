import type { Wording } from '../view/command.ts'

/** The words in the language, or as they are for all others. */
export const wordsOf = (wording: Wording, locale: string): string => wording[locale] ?? wording.default
