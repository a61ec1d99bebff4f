import type { Refusal } from '../../files/refusal.ts'
import type { Strings } from '../../i18n/strings.ts'
import { cut } from '../../markdown/cut.ts'
import type { Fetched } from './fetch-attachment.ts'

/** Why an attachment was not fetched, other than its size. */
type Unfetched = { readonly kind: Exclude<Extract<Fetched, { type: 'failed' }>['why'], 'too-large'> }

/** A text whose encoding is not certain. */
type Assumed = { readonly kind: 'assumed-encoding'; readonly encoding: string }

/** A file that was refused, or whose encoding was guessed, and why. */
export type RefusedFile = { readonly name: string; readonly why: Refusal | Unfetched | Assumed }

/**
 * Lists the files that were refused or guessed, one per line, with the reason and what to do. Empty if there are
 * none.
 */
export const describeRefusedFiles = (refused: readonly RefusedFile[], { files, locale }: Strings): string =>
  refused
    .map(({ name, why }) =>
      why.kind === 'assumed-encoding'
        ? `-# ℹ️ ${files.assumedEncoding(shown(name), why.encoding)}`
        : `-# ⚠️ ${files.refused(shown(name), whyWords(why, files, locale))}`,
    )
    .join('\n')

/** With Discord's Markdown escaped. */
const shown = (name: string): string => cut(name, 80).replace(/[[\]\\`*_~|<>]/g, '\\$&')

const size = (bytes: number, locale: string): string => {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value)
}

const millions = (pixels: number): number => Math.round(pixels / 1_000_000)

const whyWords = (why: Refusal | Unfetched, strings: Strings['files'], locale: string): string => {
  switch (why.kind) {
    case 'too-large':
      return strings.tooLarge(size(why.bytes, locale), size(why.limit, locale))
    case 'too-much':
      return strings.tooMuch(size(why.limit, locale))
    case 'bad-image':
      return strings.badImage
    case 'bad-pdf':
      return strings.badPdf
    case 'too-many-pixels':
      return strings.tooManyPixels(millions(why.pixels), millions(why.limit))
    case 'too-many-pages':
      return strings.tooManyPages(why.pages, why.limit)
    default:
      return strings[why.kind]
  }
}
