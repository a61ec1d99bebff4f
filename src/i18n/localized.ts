import type { CommandText } from './command-strings.ts'
import { english } from './english.ts'
import { japanese } from './japanese.ts'
import type { Strings } from './strings.ts'

/** The name and description of a command or option, for its definition. */
export const localized = (of: (strings: Strings) => CommandText) => ({
  ...localizedName((strings) => of(strings).name),
  description: of(english).description,
  description_localizations: { ja: of(japanese).description },
})

/** The name alone, of a choice or a menu entry. */
export const localizedName = (of: (strings: Strings) => string) => ({
  name: of(english),
  name_localizations: { ja: of(japanese) },
})
