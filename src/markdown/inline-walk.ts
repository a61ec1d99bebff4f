import { withoutInvisible } from './escape.ts'
import type { Atom, Mark } from './line.ts'
import type { InlinePairs } from './pairs.ts'
import { placeholder } from './parse-resume.ts'

/** What inline text needs to know of the document around it. */
export type InlineContext = {
  /** The inline text itself, and the source offset of an offset in it. */
  readonly text: string
  readonly at: (offset: number) => number
  /** The number that a footnote's label has, as it is shown. */
  readonly footnote: (label: string, from: number) => string
  /** What its tags and bars do. */
  readonly pairs: InlinePairs
  /** Formatting around all of it, but for a spoiler. */
  readonly marks: readonly Mark[]
}

/** The atoms on the way through inline tokens. */
export type Walk = Omit<InlineContext, 'marks'> & {
  readonly lines: Atom[][]
  marks: readonly Mark[]
  /** Source offset of the newest atom: what is added to the text by us belongs to it. */
  last: number
  /** What follows the text of the links that are open. */
  readonly notes: string[]
  script: (text: string) => string
  /** Neighbouring text tokens are one run, so that what one begins another can't complete. */
  run: { raw: string; readonly segments: { readonly index: number; readonly from: number }[] } | undefined
  /** How many links are open whose text isn't shown. */
  hidden: number
  /** Whether emphasis that opens at a token's index inside of marks needs an underscore in place of a star. */
  readonly clashes: (marks: readonly Mark[], index: number) => boolean
}

/** Text in neither subscript nor superscript. */
export const plain = (text: string): string => text

/** What is added from here on stands on a new line. */
export const beginLine = (walk: Walk): void => {
  walk.lines.push([])
}

/** Adds text as it stands in the source; it becomes atoms with what follows, once something else comes. */
export const addRun = (walk: Walk, content: string, from: number): void => {
  const shown = content.startsWith(placeholder) ? content.slice(placeholder.length) : content
  const segment = { index: walk.run?.raw.length ?? 0, from: from + content.length - shown.length }
  if (walk.run === undefined) walk.run = { raw: shown, segments: [segment] }
  else {
    walk.run.raw += shown
    walk.run.segments.push(segment)
  }
}

/** A word, white space, or what goes up to punctuation after which Chinese and Japanese may break. */
export const wordPattern = /\s+|[^\s。！？、，；：…]*[。！？、，；：…]+[」』）】》”’]*|[^\s。！？、，；：…]+/g

/** The pieces of `text` that are atoms. Most texts between two marks are one word. */
const pieces = (text: string): readonly { readonly text: string; readonly index: number }[] =>
  /[\s。！？、，；：…]/.test(text)
    ? Array.from(text.matchAll(wordPattern), ({ 0: piece, index }) => ({ text: piece, index }))
    : [{ text, index: 0 }]

/** White space longer than this is cut: a page of nothing else would be refused. */
const maxSpace = 100

const shownText = (text: string): string =>
  withoutInvisible(text.length > maxSpace && text.trim() === '' ? text.slice(0, maxSpace) : text)

/** Makes atoms of the text that was added last. */
export const flush = (walk: Walk): void => {
  const run = walk.run
  walk.run = undefined
  if (run === undefined || run.raw === '') return
  const inCode = walk.marks.some((mark) => mark.name === 'code')
  let begin = 0
  for (const piece of pieces(run.raw)) {
    while ((run.segments[begin + 1]?.index ?? run.raw.length) <= piece.index) begin++
    const segment = run.segments[begin] ?? { index: 0, from: 0 }
    const raw = inCode ? piece.text.replaceAll('`', 'ˋ') : walk.script(shownText(piece.text))
    const next = run.segments[begin + 1]?.index ?? run.raw.length
    const loose = next < piece.index + piece.text.length || raw.length !== piece.text.length
    if (isWideIndent(piece.text) && walk.lines.length > 1 && walk.lines.at(-1)?.length === 0) {
      addIndent(walk, piece.text, segment.from + piece.index - segment.index)
      continue
    }
    add(walk, {
      kind: inCode ? 'code' : 'text',
      raw,
      from: segment.from + piece.index - segment.index,
      loose,
    })
  }
}

/** Spaces with which Chinese and Japanese paragraphs begin: Discord shows them. */
const isWideIndent = (text: string): boolean =>
  text.length <= 8 && /^[\u00a0\u2000-\u200a\u3000]+$/.test(text)

/** Spaces at a line's beginning, which stand outside of all formatting. */
export const addIndent = (walk: Walk, spaces: string, from: number): void => {
  const { marks } = walk
  walk.marks = []
  add(walk, { kind: 'whole', raw: spaces, from })
  walk.marks = marks
}

/** Adds an atom; what comes from before the newest one counts as coming from there. */
export const add = (walk: Walk, atom: Omit<Atom, 'marks'>): void => {
  walk.last = Math.max(atom.from, walk.last)
  walk.lines.at(-1)?.push({ ...atom, from: walk.last, marks: walk.marks })
}

/** More formatting than this inside of each other is not opened; only tags that are never closed get so deep. */
const maxMarks = 32

/** Italics in italics stay italics: their stars together would mean bold. */
export const open = (walk: Walk, mark: Mark): void => {
  if (walk.marks.length >= maxMarks) return
  const same = walk.marks.find((one) => one.name === mark.name && mark.name !== 'link')
  walk.marks = [...walk.marks, same ?? mark]
}

/** Ends the innermost formatting of that name, if there is one. */
export const close = (walk: Walk, name: Mark['name']): void => {
  const at = walk.marks.findLastIndex((mark) => mark.name === name)
  if (at >= 0) walk.marks = walk.marks.toSpliced(at, 1)
}
