import { codePoints, cut } from '../markdown/cut.ts'
import { noPages, type Pages, paginate } from '../markdown/paginate.ts'
import type { Written } from './draft.ts'

/** So many sources stand on one line. */
const perLine = 5

/**
 * The sources of a reply in Markdown: small text, five a line, each title a link. Empty if there are none.
 *
 * For example `-# Sources: \[1\] [Tides explained](<https://a.example>) · \[2\] [The Moon](<https://b.example>)`.
 */
export const sourceLines = (sources: Written['sources'], label: string): string => {
  const links = sources.map(
    ({ title, url }, index) =>
      `\\[${index + 1}\\] [${plain(title)}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`,
  )
  const lines = links.flatMap((_, index) =>
    index % perLine === 0 ? [links.slice(index, index + perLine).join(' · ')] : [],
  )
  return lines.map((line, index) => `-# ${index === 0 ? `${label}: ` : ''}${line}`).join('\n')
}

/**
 * Adds `lines` under the last page if there is room, else on further pages. An open construct in the text, such as a
 * code block, does not affect them.
 */
export const withSources = (pages: Pages, lines: string, limit: number): Pages => {
  if (lines === '') return pages
  const { sealed, open } = paginate(noPages, lines, { limit, ended: true })
  const [first = '', ...rest] = [...sealed, open]
  const joined = pages.open === '' ? first : `${pages.open}\n\n${first}`
  const fits = codePoints(joined) <= limit
  const all = [...pages.sealed, ...(fits ? [joined] : [pages.open, first]), ...rest]
  return { ...pages, sealed: all.slice(0, -1), open: all.at(-1) ?? '' }
}

/** A title as text of a link: on one line, without characters that mean something in Markdown or to Discord. */
const plain = (title: string): string =>
  cut(
    title
      .replace(/[[\]\\`*_~|<>$#@\p{C}]/gu, ' ')
      .replace(/:\/\//g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
    longestTitle,
  ) || '…'

const longestTitle = 80
