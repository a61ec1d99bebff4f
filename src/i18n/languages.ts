import { createCatalogue } from './catalogue.ts'
import { loadLanguages } from './load-languages.ts'

/**
 * The languages in `languages/`. To add one, add a file there, named after its locale, that exports `strings` of the type
 * `Strings`. Nothing else has to change.
 */
export const { languages, stringsFor, stringsForMessage, localized, localizedName } = createCatalogue(
  await loadLanguages(new URL('languages/', import.meta.url)),
)

/** For whom no other language is known. */
export const english = stringsFor('en-US')
