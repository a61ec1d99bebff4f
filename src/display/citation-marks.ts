import type { Source } from '../conversation/reply-event.ts'
import { type Draft, isFinal, writtenOf } from './draft.ts'

/**
 * `text` with a mark `[1]` behind what a source was cited for, numbered as the sources are. A mark never stands in code, a
 * link, a formula or a tag, nor in the marker of a list or behind the last cell of a row: it stands behind them on the same
 * line, or is left out. The marks of a text that has not `ended` stay where they are while it grows. A mark's bracket is a
 * character reference, since a backslash before it might begin a formula.
 */
export const withCitationMarks = (text: string, sources: readonly Source[], ended: boolean): string => {
  const marks = sources
    .flatMap(({ at = [] }, index) => at.map((place) => ({ place, number: index + 1 })))
    .filter(({ place }) => place <= text.length)
    .toSorted((one, other) => one.place - other.place || one.number - other.number)
  if (marks.length === 0) return text
  const isInBlock = fencedPlaces(text)
  let marked = ''
  let done = 0
  for (const [index, { place, number }] of marks.entries()) {
    const before = marks[index + 1]?.place ?? Number.POSITIVE_INFINITY
    const at = isInBlock(place)
      ? undefined
      : safePlace(text, Math.max(place, done), before, ended ? ' ' : undefined)
    if (at === undefined) continue
    const space = endsInAddress(withoutLinks(withoutCode(text.slice(lineStart(text, at), at)))) ? ' ' : ''
    marked += `${text.slice(done, at)}${space}&#91;${number}]`
    done = at
  }
  return marked + text.slice(done)
}

/**
 * A reply's text with its citations marked. Of one that grows the last spaces are left out: a mark may come in front of them,
 * and what was rendered once must stay as it was.
 */
export const markedText = (draft: Draft): string => {
  const { text = '', sources = [] } = writtenOf(draft) ?? {}
  return withCitationMarks(isFinal(draft) ? text : text.trimEnd(), sources, isFinal(draft))
}

/**
 * Whether a place stands in a block of code, or may: a block ends at a line of backticks only, and behind a line that has
 * them in its middle nothing is certain.
 */
const fencedPlaces = (text: string): ((place: number) => boolean) => {
  let uncertain = Number.POSITIVE_INFINITY
  const blocks: { readonly from: number; to: number; readonly marker: string; readonly column: number }[] = []
  for (const { 0: line, 1: before = '', 2: marker = '', 3: after = '', index } of text.matchAll(
    /^(.*?)(`{3,}|~{3,})(.*)$/gm,
  )) {
    const open = blocks.findLast(({ to }) => to === Number.POSITIVE_INFINITY)
    const isAlone = /^[\s>]*$/.test(before) && after.trim() === ''
    if (open !== undefined) {
      if (isAlone && before.length >= open.column && marker.startsWith(open.marker))
        open.to = index + line.length
      else uncertain = Math.min(uncertain, index)
    } else if (!/^[\s>]*$/.test(before)) uncertain = Math.min(uncertain, index + before.length)
    else blocks.push({ from: index, to: Number.POSITIVE_INFINITY, marker, column: before.length })
  }
  return (place) => place > uncertain || blocks.some(({ from, to }) => place > from && place <= to)
}

/**
 * The first place from `from` on, and else before the place of the next mark, on the same line, where a mark is text; not
 * inside of a word that it is not for. `end` is what follows the text, if that is known.
 */
const safePlace = (
  text: string,
  from: number,
  before: number,
  end: string | undefined,
): number | undefined => {
  const start = lineStart(text, from)
  // Whether code that began on a line before goes on here depends on all the blocks between.
  const isUncertain = withoutCode(paragraphBefore(text, start)).includes('`')
  if (isUncertain || isMarker(text.slice(start, from))) return undefined
  for (
    let at = from;
    at === from || (at < Math.min(before, text.length + 1) && text[at - 1] !== '\n');
    at++
  ) {
    const next = text[at] ?? end
    const paragraph = paragraphBefore(text, at)
    if (hasFormula(paragraph) || (at > from && next === undefined)) return undefined
    const isInWord = at > from && /[\p{L}\p{N}]$/u.test(paragraph) && /^[\p{L}\p{N}]/u.test(next ?? '')
    if (!isInWord && !isOpen(paragraph) && isSafe(text.slice(start, at), next)) return at
  }
  return undefined
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1

const paragraphBefore = (text: string, at: number): string =>
  text.slice(text.lastIndexOf('\n\n', at - 1) + 1, at)

/** Whether code or the text of a link that began in the paragraph is open at its end. */
const isOpen = (paragraph: string): boolean => {
  const plain = withoutCode(paragraph)
  return plain.includes('`') || /\]\([^)]*$/.test(plain) || /\[[^\]]*$/.test(withoutLinks(plain))
}

/** Whether the beginning of a line is only what makes it an item, a heading, a rule or a row's end. */
const isMarker = (before: string): boolean =>
  /^[\s>|:=*#+-]*$|^[\s>]*\d+[.)]\s*$|^[\s>]*\|.*\|\s*$|(?<!\|)\|\s*$/.test(before)

/** Whether a mark between `before` on its line and `next` is text. What comes next may not be known yet. */
const isSafe = (before: string, next: string | undefined): boolean => {
  const last = before.at(-1) ?? ''
  if (/[\]*_~|`$]/.test(last) && (next === undefined || next === last || /[([]/.test(next))) return false
  if (/(?<!\\)(?:\\\\)*\\$|(?:^|\s)[*_~|]+$/.test(before)) return false
  const unlinked = withoutLinks(withoutCode(before))
  if (endsInAddress(unlinked) && !/\s/.test(next ?? '')) return false
  return !/<[/a-z][^<>]*$/i.test(unlinked)
}

const withoutCode = (text: string): string => text.replace(/\\[\s\S]|(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')

const withoutLinks = (text: string): string => text.replace(/!?\[[^[\]]*\](?:\([^()\s]*\)|\[[^[\]]*\])?/g, '')

const endsInAddress = (text: string): boolean => /:\/\/\S*$/.test(text)

/** Whether a dollar sign in a text may begin a formula. */
const hasFormula = (text: string): boolean => /\$(?!\d)/.test(withoutCode(text))
