import type { CommandText } from './command-words.ts'
import { english } from './english.ts'
import { japanese } from './japanese.ts'
import type { Words } from './words.ts'

/** The name and description of a command or option, for its definition. */
export const localized = (of: (words: Words) => CommandText) => ({
  ...localizedName((words) => of(words).name),
  description: of(english).description,
  description_localizations: { ja: of(japanese).description },
})

/** The name alone, of a choice or a menu entry. */
export const localizedName = (of: (words: Words) => string) => ({
  name: of(english),
  name_localizations: { ja: of(japanese) },
})
