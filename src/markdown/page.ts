import { codePoints } from './cut.ts'
import { escapeLineStart, escapeText, guardFence, guardSpoiler, zeroWidthSpace } from './escape.ts'
import type { Atom, Container, Fence, Line, Mark } from './line.ts'

/** A page while it is written: what stands on it, and what it takes to end it here. */
export type Page = {
  text: string
  /** Code points of `text`. */
  length: number
  begun: boolean
  marks: readonly Mark[]
  fence: Fence | undefined
  quotes: string
  space: string
  lineStart: boolean
}

/** A page with nothing on it. */
export const emptyPage = (): Page => ({
  text: '',
  length: 0,
  begun: false,
  marks: [],
  fence: undefined,
  quotes: '',
  space: '',
  lineStart: true,
})

/** What closes the marks and the code block that are open where the page would end. */
export const ending = (page: Page): string => {
  if (page.marks.length === 0 && page.fence === undefined) return ''
  const marks = page.marks.toReversed().map((mark) => mark.close)
  return marks.join('') + (page.fence === undefined ? '' : fenceEnd(page, page.fence))
}

/** Begins `line`: ends the one before, closes or opens its code block, writes its markers. `resumed` if its beginning stands on the page before. */
export const beginLine = (page: Page, line: Line, resumed: boolean): void => {
  const first = !page.begun
  page.begun = true
  closeMarks(page, 0)
  page.space = ''
  if (page.fence === undefined && endsInAngle(page.text)) write(page, ' ')
  if (page.fence !== undefined && page.fence !== line.fence) closeFence(page)
  const quotes = '> '.repeat(line.containers.filter((container) => container.kind === 'quote').length)
  if (!first && line.gap) write(page, `\n${page.quotes.length <= quotes.length ? page.quotes : quotes}`)
  if (!first) write(page, '\n')
  page.quotes = quotes
  if (line.fence !== undefined) {
    if (page.fence === undefined)
      write(page, `${quotes}${line.fence.hidden ? '||' : ''}\`\`\`${line.fence.language}\n`)
    page.fence = line.fence
    write(page, quotes)
  } else {
    write(
      page,
      quotes + (first ? leadIn(line, quotes, resumed) : itemPrefix(line.containers, line.opened)) + line.head,
    )
  }
  page.lineStart = true
}

/** Discord reads `a<b`, a line break and an address in `<…>` as one address, unless a space stands between. */
const endsInAngle = (text: string): boolean => {
  let at = text.length - 1
  while (at >= 0 && !/[\s:<>]/.test(text.charAt(at))) at--
  return text[at] === '<'
}

/** Writes `raw` of `atom`, opening and closing formatting before it. */
export const writeAtom = (page: Page, atom: Atom, raw: string): void => {
  if (atom.kind === 'text' && raw !== '' && raw.trim() === '') {
    // The spaces on both sides of a mark are one.
    if (page.space === '') page.space = raw.replace(/\s/g, ' ')
    return
  }
  const marks = atom.marks.length < 2 ? atom.marks : [...new Set(atom.marks)]
  if (marks.length + page.marks.length > 0) changeMarks(page, marks, raw)
  else write(page, page.lineStart ? '' : page.space)
  page.space = ''
  write(page, render(page, atom, raw))
  if (raw.trim() !== '') page.lineStart = false
}

/** The space between words stands outside of the marks that begin or end there. */
const changeMarks = (page: Page, marks: readonly Mark[], raw: string): void => {
  const kept = commonLength(page.marks, marks)
  const closing = page.marks[kept]?.close.at(-1)
  const opening = marks.slice(kept)
  closeMarks(page, kept)
  const space = page.lineStart ? '' : page.space
  const next = opening[0]?.open ?? raw
  const touches = closing === undefined ? completes(page.text, opening[0]) : runsOn(closing, next)
  write(page, space === '' && touches ? zeroWidthSpace : space)
  for (const mark of opening) write(page, mark.open)
  page.marks = [...page.marks, ...opening]
}

/** `raw` of `atom` as it is written at this place of the page. */
export const render = (page: Page, atom: Atom, raw: string): string => {
  switch (atom.kind) {
    case 'text': {
      const escaped = escapeText(raw, has(atom, 'strike'), has(atom, 'spoiler'))
      return page.lineStart ? escapeLineStart(escaped) : escaped
    }
    case 'code': {
      const code = page.fence === undefined ? raw : guardFence(raw)
      return page.fence?.hidden || has(atom, 'spoiler') ? guardSpoiler(code) : code
    }
    case 'whole':
      return page.fence?.hidden ? guardSpoiler(raw) : raw
    default:
      return atom.kind satisfies never
  }
}

const has = (atom: Atom, name: Mark['name']): boolean => atom.marks.some((mark) => mark.name === name)

const write = (page: Page, text: string): void => {
  if (text === '') return
  page.text += text
  page.length += codePoints(text)
}

const closeMarks = (page: Page, kept: number): void => {
  if (page.marks.length === kept) return
  for (const mark of page.marks.slice(kept).toReversed()) write(page, mark.close)
  page.marks = page.marks.slice(0, kept)
}

const fenceEnd = (page: Page, fence: Fence): string => `\n${page.quotes}\`\`\`${fence.hidden ? '||' : ''}`

const closeFence = (page: Page): void => {
  if (page.fence !== undefined) write(page, fenceEnd(page, page.fence))
  page.fence = undefined
}

/** Two marks that touch would be read as one run; an underscore before a letter, or tildes before an underscore, end nothing. */
const runsOn = (closing: string, next: string): boolean =>
  next.startsWith(closing) ||
  (closing === '_' && /^\w/.test(next)) ||
  (closing === '~' && next.startsWith('_'))

/** A tilde or bar right before two that open would open in place of the second of them, which would then be shown inside. */
const completes = (text: string, opening: Mark | undefined): boolean => {
  if (opening === undefined || !/^[~|]/.test(opening.open)) return false
  return text.at(-1) === opening.open[0]
}

const commonLength = (one: readonly Mark[], other: readonly Mark[]): number => {
  let length = 0
  while (length < one.length && isSame(one[length], other[length])) length++
  return length
}

/** Emphasis goes on in emphasis, but no link, code or spoiler in the next one. */
const isSame = (one: Mark | undefined, other: Mark | undefined): boolean =>
  one === other ||
  (one !== undefined && !/^(?:link|code|spoiler)$/.test(one.name) && one.open === other?.open)

/** A quote in an item stands at the line's start, where Discord draws it; so the item's indentation is left out. */
const itemPrefix = (containers: readonly Container[], opened: number): string => {
  const quoted = containers.findLastIndex((container) => container.kind === 'quote')
  return containers
    .map((container, index) => {
      if (container.kind === 'quote') return ''
      if (index >= containers.length - opened) return container.marker
      return index < quoted ? '' : ' '.repeat(container.marker.length)
    })
    .join('')
}

/**
 * A page that begins inside a list shows the items it stands in as `…`: Discord strips a page's first indentation,
 * and with it the depth.
 */
const leadIn = (line: Line, quotes: string, resumed: boolean): string => {
  const items = line.containers.flatMap((container) => (container.kind === 'item' ? [container] : []))
  const open = items.length - (resumed ? 0 : Math.min(line.opened, items.length))
  const rows = items
    .slice(0, open)
    .map((item, depth) => `${indentation(items.slice(0, depth))}${item.marker}…`)
  const own = items
    .slice(open)
    .map((item) => item.marker)
    .join('')
  const all = (own === '' ? rows : [...rows, indentation(items.slice(0, open)) + own]).join(`\n${quotes}`)
  return all.length <= longestLeadIn ? all : (items.at(-1)?.marker ?? '')
}

const longestLeadIn = 150

const indentation = (items: readonly { readonly marker: string }[]): string =>
  items.map((item) => ' '.repeat(item.marker.length)).join('')
