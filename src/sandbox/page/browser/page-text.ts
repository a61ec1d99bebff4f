import type { Locale } from './state.ts'
import { english, type PageText } from './text/english.ts'
import { japanese } from './text/japanese.ts'

/** The page's own words for a person's language. */
export const pageText = ({ locale }: { readonly locale: Locale }): PageText =>
  locale === 'ja' ? japanese : english
