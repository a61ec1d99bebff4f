import { fittingIndex } from './cut.ts'
import { escapeLineStart, escapeText, withoutInvisible } from './escape.ts'
import type { Pages } from './paginate.ts'

/**
 * `source` as escaped text, without any formatting, for when `paginate` fails. The pages that were sealed before stay;
 * the text goes on where the newest page began.
 */
export const plainPages = (before: Pages, source: string, limit: number): Pages => {
  const { sealed, resumePoint } = before.progress
  const pages: string[] = []
  for (let rest = source.slice(resumePoint.from).toWellFormed(); rest !== ''; ) {
    const end = pageEnd(rest, limit)
    const page = rest.slice(0, end).split('\n').map(plainLine).join('\n').trim()
    if (page !== '') pages.push(page)
    rest = rest.slice(end)
  }
  const open = pages.pop() ?? ''
  return { ...before, sealed: [...sealed, ...pages], open }
}

/** Escaping at most triples a text. */
const pageEnd = (rest: string, limit: number): number => {
  const end = fittingIndex(rest, Math.floor(limit / 3))
  if (end === rest.length) return end
  const lineBreak = rest.lastIndexOf('\n', end) + 1
  return lineBreak > end / 2 ? lineBreak : end
}

const plainLine = (line: string): string => escapeLineStart(escapeText(withoutInvisible(line), true, true))
