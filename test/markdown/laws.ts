import { codePoints } from '../../src/markdown/cut.ts'
import { noPages, type Pages, paginate } from '../../src/markdown/paginate.ts'
import { plainText } from './discord-reader.ts'

/** Every page of a finished `source`. */
export function pagesOf(source: string, limit: number): readonly string[] {
  const pages = paginate(noPages, source, { limit, ended: true })
  return [...pages.sealed, pages.open]
}

/** The pages at every `step` of a growing source, and those at its end. */
export function growth(source: string, step: number, limit: number): readonly Pages[] {
  const grown: Pages[] = []
  for (let length = step; length < source.length; length += step) {
    grown.push(paginate(grown.at(-1) ?? noPages, source.slice(0, length), { limit, ended: false }))
  }
  grown.push(paginate(grown.at(-1) ?? noPages, source, { limit, ended: true }))
  return grown
}

/** Those of `pages` that are longer than `limit` code points. */
export function tooLong(pages: readonly string[], limit: number): readonly string[] {
  return pages.filter((page) => codePoints(page) > limit)
}

/** What a page leaves open, seen by itself: a fence without its end, or marks that belong to nothing. */
export function leftOpen(page: string): readonly string[] {
  const fences = page.split('\n').filter((line) => /^(?:> )*(?:\|\|)?```/.test(line)).length
  const text = plainText(page.replace(/\\[^0-9A-Za-z\s]/g, '\ue001'))
  const marks = text.match(/\*|~~|`|\[|\|\||(?<!\w)_|_(?!\w)/g) ?? []
  return [...(fences % 2 === 0 ? [] : ['```']), ...marks]
}

/** What in `pages`, outside code, Discord would take for a mention, timestamp, command, emoji or navigation link. */
export function forged(pages: readonly string[]): readonly string[] {
  return pages.flatMap(
    (page) =>
      outsideCode(page).match(
        /@everyone|@here|<(?:@[!&]?|#)\d+>|<t:-?\d+(?::\w)?>|<\/[^>\n]+:\d+>|<a?:\w+:\d+>|<id:\w+>/g,
      ) ?? [],
  )
}

/** Characters outside code that a reader doesn't see, except our own zero-width space and isolates that are closed on their line. */
export function invisible(pages: readonly string[]): readonly string[] {
  return pages.flatMap(
    (page) =>
      outsideCode(page)
        .replace(/\u2068([^\u2066-\u2069\n]+)\u2069/g, '$1')
        .match(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff\u2060]/g) ?? [],
  )
}

/** A backtick behind a backslash opens no code, as in Discord and CommonMark; inside code a backslash is a character. */
function outsideCode(page: string): string {
  return page
    .replace(/```[\s\S]*?```/g, '')
    .replace(/\\[\s\S]|(`+)(?:[\s\S]*?[^`])?\1(?!`)/g, (found) => (found.startsWith('\\') ? found : ''))
}
