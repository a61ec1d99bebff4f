import { endsByItself, type HtmlTag, htmlTag } from './html-tag.ts'
import type { Mark, OpenPairs } from './line.ts'
import { spoiler } from './marks.ts'
import type { Token } from './parser/parser.ts'

/** Nothing is open. */
export const noPairs: OpenPairs = { hiddenUntil: undefined, elements: [] }

/** What a tag or a `||` does. One that has no role is text. */
export type Role =
  | { readonly kind: 'tag' | 'spoiler-close' }
  | { readonly kind: 'spoiler-open'; readonly mark: Mark }

/** The roles in one inline text, by the index of the token; what is open, and hides, before and after it. */
export type InlinePairs = {
  readonly roles: ReadonlyMap<number, Role>
  readonly hiddenBy: Mark | undefined
  readonly before: OpenPairs
  readonly hiddenAfter: Mark | undefined
  readonly after: OpenPairs
}

/** The roles of several texts, what hides before the first one, and from where on more text could change what is hidden. */
export type Pairs = {
  readonly inlines: readonly InlinePairs[]
  readonly hiddenBy: Mark | undefined
  readonly unclosedFrom: number
}

/** An inline text and where each of its offsets stands in the source. */
export type InlineText = {
  readonly tokens: readonly Token[]
  readonly text: string
  readonly at: (offset: number) => number
}

/** Elements in elements deeper than this are text. */
const deepest = 100

/** A spoiler's mark between spaces may be a logical or: so many characters are hidden before it is taken for one. */
const longestLooseSpoiler = 2000

/**
 * The roles of all tags and bars in `texts`, which come one after the other. `growsTo` is the length of a source that will
 * grow: what is open there is believed to close, so that nothing of a spoiler is bare while it is written.
 */
export const findPairs = (
  texts: readonly InlineText[],
  open: OpenPairs,
  growsTo: number | undefined,
): Pairs => {
  const state: State = {
    hides: open.hiddenUntil === undefined ? undefined : { until: open.hiddenUntil, mark: { ...spoiler } },
    elements: open.elements.map((name) => ({ name })),
    growing: growsTo !== undefined,
  }
  const roles = texts.map(() => new Map<number, Role>())
  const bars = texts.flatMap(({ tokens, at }, inline) =>
    tokens.flatMap((token, index) =>
      token.type === 'bars' ? [{ inline, index, from: at(offset(token)) }] : [],
    ),
  )
  const unpaired = unpairedBar(bars, state.hides !== undefined)
  const isBelieved = (until: number) => growsTo !== undefined && growsTo <= until
  if (state.hides !== undefined && bars.length === 0 && !isBelieved(state.hides.until))
    state.hides = undefined
  const hiddenBy = state.hides?.mark
  const inlines = texts.map((text, inline): InlinePairs => {
    const before = openPairs(state)
    const hiddenBy = state.hides?.mark
    text.tokens.forEach((token, index) => {
      if (!isPaired(token)) return
      const of = roles[inline] ?? new Map<number, Role>()
      if (token.type === 'html_inline') readTag(state, roles, { text, token, inline, index })
      else if (token.type === 'bars') {
        const from = text.at(offset(token))
        const until =
          from + (isLoose(text.text, offset(token)) ? longestLooseSpoiler : Number.POSITIVE_INFINITY)
        const isText = from === unpaired && !isBelieved(until)
        if (!isText) toggle(state, of, { index, from, until })
      }
    })
    state.elements = state.elements.filter(({ isPhrase }) => !isPhrase)
    return {
      roles: roles[inline] ?? new Map(),
      hiddenBy,
      before,
      hiddenAfter: state.hides?.mark,
      after: openPairs(state),
    }
  })
  return { inlines, hiddenBy, unclosedFrom: unclosedFrom(bars, unpaired, open) }
}

/** The roles in a text that stands by itself, such as a cell of a table that may still be `growing`. */
export const pairsAlone = (tokens: readonly Token[], text: string, growing = false): InlinePairs => {
  if (!tokens.some(isPaired)) return nonePaired
  const growsTo = growing ? text.length : undefined
  const [found] = findPairs([{ tokens, text, at: (index) => index }], noPairs, growsTo).inlines
  return found ?? nonePaired
}

/** Whether what the token does depends on others: a tag, or bars. */
export const isPaired = ({ type }: Token): boolean => type === 'bars' || type === 'html_inline'

const nonePaired: InlinePairs = {
  roles: new Map(),
  hiddenBy: undefined,
  before: noPairs,
  hiddenAfter: undefined,
  after: noPairs,
}

type Element = {
  readonly name: string
  readonly isPhrase?: boolean
  readonly inline?: number
  readonly index?: number
}
type State = {
  hides: { readonly until: number; readonly mark: Mark; readonly from?: number } | undefined
  elements: readonly Element[]
  readonly growing: boolean
}
type Bar = { readonly inline: number; readonly index: number; readonly from: number }

const offset = (token: Token): number => token.map?.[0] ?? 0

const openPairs = ({ hides, elements }: State): OpenPairs => ({
  hiddenUntil: hides?.until,
  elements: elements.map(({ name }) => name),
})

/** Where the last bars stand if they open what nothing closes. Bars right behind an opening pair are text in the spoiler. */
const unpairedBar = (bars: readonly Bar[], hidden: boolean): number | undefined => {
  let opener: number | undefined
  let isOpen = hidden
  for (const { from } of bars) {
    if (!isOpen) opener = from
    else if (opener !== undefined && from === opener + 2) continue
    isOpen = !isOpen
  }
  return isOpen ? opener : undefined
}

/** From where on more text can change what is hidden. */
const unclosedFrom = (bars: readonly Bar[], unpaired: number | undefined, open: OpenPairs): number => {
  if (unpaired !== undefined) return unpaired
  return open.hiddenUntil !== undefined && bars.length === 0 ? -1 : Number.POSITIVE_INFINITY
}

const toggle = (
  state: State,
  roles: Map<number, Role>,
  { index, from, until }: { readonly index: number; readonly from: number; readonly until: number },
): void => {
  if (state.hides === undefined) {
    const mark = { ...spoiler }
    state.hides = { until, mark, from }
    roles.set(index, { kind: 'spoiler-open', mark })
  } else if (state.hides.from !== from - 2) {
    state.hides = undefined
    roles.set(index, { kind: 'spoiler-close' })
  }
}

/** Whether the bars at `at` stand between spaces, or between letters, as a logical or does. */
const isLoose = (text: string, at: number): boolean => {
  const [before, after] = [text[at - 1] ?? '', text[at + 2] ?? '']
  return /\s/.test(after) || /\w/.test(before)
}

type Place = {
  readonly text: InlineText
  readonly token: Token
  readonly inline: number
  readonly index: number
}

const readTag = (state: State, roles: readonly Map<number, Role>[], place: Place): void => {
  const tag = htmlTag(place.token.content)
  const { text, token, inline, index } = place
  if (tag === undefined) return
  const from = offset(token)
  if (tag.kind === 'void') {
    if (!isSpokenOf(tag.name, text.text, from, token)) roles[inline]?.set(index, { kind: 'tag' })
  } else if (tag.kind === 'open') {
    if (state.elements.length >= deepest || !mayOpen(tag, text.text, from, token)) return
    state.elements = [...state.elements, { name: tag.name, isPhrase: tag.level === 'phrase', inline, index }]
    // A block that begins is believed to end.
    if (tag.level === 'block' && state.growing) roles[inline]?.set(index, { kind: 'tag' })
  } else closeElement(state, roles, tag, place)
}

const closeElement = (
  state: State,
  roles: readonly Map<number, Role>[],
  tag: HtmlTag,
  place: Place,
): void => {
  const at = state.elements.findLastIndex(({ name }) => name === tag.name)
  const opener = state.elements[at]
  if (opener === undefined) return
  const isPhrase = tag.level === 'phrase'
  if (isPhrase && opener.inline !== place.inline) return
  const before = place.text.text[offset(place.token) - 1] ?? ''
  if (isPhrase && (/\s/.test(before) || isAroundNothing(tag.name, opener, place))) return
  for (const { name, inline, index } of state.elements.slice(at))
    if (inline !== undefined && index !== undefined && (name === tag.name || endsByItself(name)))
      roles[inline]?.set(index, { kind: 'tag' })
  roles[place.inline]?.set(place.index, { kind: 'tag' })
  state.elements = state.elements.slice(0, at)
}

/** `<b></b>` and `<i>…</i>` are spoken of: they have nothing to format. A key and an exponent may be a sign. */
const isAroundNothing = (name: string, { index }: Element, { text, token }: Place): boolean => {
  const opener = index === undefined ? undefined : text.tokens[index]
  if (opener === undefined) return false
  const content = text.text.slice(offset(opener) + opener.content.length, offset(token))
  return (
    content === '' || (/^[^\p{L}\p{N}\p{S}]+$/u.test(content) && !/^(?:kbd|samp|code|tt|su[bp])$/.test(name))
  )
}

/** So many characters on both sides of a tag tell whether it is one. */
const near = 64

/** The end of what stands before `at` on its line. */
const lineBefore = (text: string, at: number): string => {
  const before = text.slice(Math.max(0, at - near), at)
  return before.slice(before.lastIndexOf('\n') + 1)
}

/** A phrase touches what it formats. A block begins a line, or follows another tag or a letter. */
const mayOpen = (tag: HtmlTag, text: string, from: number, token: Token): boolean => {
  if (tag.level === 'phrase') return !/^(?:\s|$)/.test(text.slice(from + token.content.length))
  const line = lineBefore(text, from)
  if (line.endsWith(' ')) return /^\s*$|>\s*$/.test(line)
  return /(?:^|[>\p{L}\p{N}])$/u.test(line)
}

const isSpokenOf = (name: string, text: string, from: number, token: Token): boolean =>
  (name === 'br' && !breaksLine(text, from, token)) ||
  (name === 'hr' && lineBefore(text, from).trim() !== '' && !breaksLine(text, from, token))

/** A `<br>` that stands in a sentence like a word is spoken of; one that touches a word, or ends a line, breaks it. */
const breaksLine = (text: string, from: number, token: Token): boolean => {
  const before = lineBefore(text, from)
  const end = from + token.content.length
  const after = text.slice(end, end + near).split('\n', 1)[0] ?? ''
  if (/^[\s\\]*$/.test(after)) return before.trim() !== ''
  return (
    /^\s*</.test(after) ||
    (/\S$/.test(before) && !/[(["'“‘«]$/.test(before)) ||
    /^[\p{L}\p{N}*_[`•]/u.test(after)
  )
}
