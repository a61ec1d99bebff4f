import { width } from './cell-width.ts'

/** `text` in lines of at most `room` columns: broken between words, else where a word may be, else anywhere. */
export function wrap(text: string, room: number): string[] {
  if (text === '') return []
  if (width(text) <= room) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of words(text).flatMap((one) => divided(one, room))) {
    const joined = line + word
    if (width(joined.trimEnd()) <= room) line = joined
    else {
      if (line !== '') lines.push(line.trimEnd())
      line = word
    }
  }
  return line === '' ? lines : [...lines, line.trimEnd()]
}

const byWords = new Intl.Segmenter('ja', { granularity: 'word' })
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
const opening = /[\p{Ps}\p{Pi}]$/u

/** The words of `text`, each with the space after it; Chinese, Japanese and Thai have words without spaces. */
export function words(text: string): readonly string[] {
  const spaced = text.match(/\S+\s*/g) ?? []
  return spaced.flatMap((word) => (unspaced.test(word) ? unspacedWords(word) : [word]))
}

/** No line begins with a closing mark or ends with an opening one. */
function unspacedWords(text: string): readonly string[] {
  const found: string[] = []
  for (const { segment, isWordLike } of byWords.segment(text)) {
    const last = found.at(-1)
    if (last === undefined || ((isWordLike || opening.test(segment)) && !opening.test(last)))
      found.push(segment)
    else found[found.length - 1] = last + segment
  }
  return found
}

/** Where a long word may be divided: after the marks that join words, addresses and paths. */
export function parts(word: string): readonly string[] {
  return word.match(/[^-/_.,:;=&?]*[-/_.,:;=&?]+\s*|[^-/_.,:;=&?]+/g) ?? []
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function divided(word: string, room: number): readonly string[] {
  if (width(word.trimEnd()) <= room) return [word]
  const found = parts(word)
  return found.length > 1 ? found.flatMap((part) => divided(part, room)) : byGraphemes(word, room)
}

function byGraphemes(word: string, room: number): readonly string[] {
  const found: string[] = []
  let part = ''
  for (const { segment } of graphemes.segment(word)) {
    if (part !== '' && width(part + segment) > room) {
      found.push(part)
      part = ''
    }
    part += segment
  }
  return [...found, part]
}
