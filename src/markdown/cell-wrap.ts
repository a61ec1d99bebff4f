import { width } from './cell-width.ts'

/** Text that a line may begin with: a word and the space after it, and how many columns it takes without that. */
export type Piece = { readonly text: string; readonly width: number }

/** A cell's text with its words, and what they may be divided into. */
export type CellText = {
  readonly text: string
  readonly width: number
  readonly words: readonly Word[]
}

/** `whole` is the room it takes to keep it whole; a Japanese phrase may as well be divided. */
type Word = Piece & { readonly parts: readonly Piece[]; readonly whole: number; readonly parted: number }

/** `text` measured and divided for a cell. */
export const cellText = (text: string): CellText => {
  const words = wordsOf(text).map((word) => {
    const parts = partsOf(word).map(piece)
    const parted = Math.max(0, ...parts.map((part) => part.width))
    const { width } = piece(word)
    return { text: word, width, parts, parted, whole: unspaced.test(word) ? parted : width }
  })
  return { text, width: width(text), words }
}

const piece = (text: string): Piece => ({ text, width: width(text.trimEnd()) })

/** A cell in lines of at most `room` columns: broken between words, else where a word may be, else anywhere. */
export const wrap = (cell: CellText, room: number): readonly string[] => {
  if (cell.text === '') return []
  if (cell.width <= room) return [cell.text]
  const lines: string[] = []
  let line = ''
  let taken = 0
  for (const next of cell.words.flatMap((word) => divided(word, word.parts, room))) {
    if (line !== '' && taken + next.width > room) {
      lines.push(line.trimEnd())
      line = ''
      taken = 0
    }
    line += next.text
    taken += next.width + next.text.length - next.text.trimEnd().length
  }
  return [...lines, line.trimEnd()]
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
/** What a Japanese phrase looks like: its noun or verb, in characters of one kind, and the endings after it. */
const phrases =
  /[\p{Ps}\p{Pi}]*(?:[\p{Script=Han}々]+|[\p{Script=Katakana}ー]+|[^\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}\p{Ps}\p{Pi}\s]+|)\p{Script=Hiragana}*[\p{Pe}\p{Pf}、。，．！？：；…・\s]*/gu
/** Where those may be broken, and Chinese anyway: between any two characters, but no line begins with a small or closing one. */
const characters =
  /[\p{Ps}\p{Pi}]*(?:[\p{Script=Han}\p{Script=Hiragana}]|[\p{Script=Katakana}ー]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Ps}\p{Pi}\s]+|)[ぁぃぅぇぉっゃゅょー々\p{Pe}\p{Pf}、。，．！？：；…・\s]*/gu
/** A long word is divided after the marks that join words, addresses and paths. */
const jointed = /[^-/_.,:;=&?]*[-/_.,:;=&?]+\s*|[^-/_.,:;=&?]+/g

const wordsOf = (text: string): readonly string[] => {
  const spaced = text.match(/\S+\s*/g) ?? []
  const isJapanese = /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)
  return spaced.flatMap((word) =>
    unspaced.test(word) ? matches(word, isJapanese ? phrases : characters) : [word],
  )
}

const partsOf = (word: string): readonly string[] => matches(word, unspaced.test(word) ? characters : jointed)

const matches = (text: string, pattern: RegExp): readonly string[] =>
  (text.match(pattern) ?? []).filter((one) => one !== '')

const divided = (word: Piece, parts: readonly Piece[], room: number): readonly Piece[] => {
  if (word.width <= room) return [word]
  return parts.length > 1 ? parts.flatMap((part) => divided(part, [], room)) : byGraphemes(word.text, room)
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

const byGraphemes = (word: string, room: number): readonly Piece[] => {
  const found: Piece[] = []
  let part = ''
  for (const { segment } of graphemes.segment(word)) {
    if (part !== '' && width(part + segment) > room) {
      found.push(piece(part))
      part = ''
    }
    part += segment
  }
  return [...found, piece(part)]
}
