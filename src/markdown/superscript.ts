import { subsuperscripts } from 'unicodeit/ts_dist/js/data.js'

/** `text` in superscript characters where Unicode has all of them, else after a `^`. */
export const superscript = (text: string): string => scripted(text, '^')

/** `text` in subscript characters where Unicode has all of them, else after a `_`. */
export const subscript = (text: string): string => scripted(text, '_')

const scripts: ReadonlyMap<string, string> = new Map(
  subsuperscripts.map(([from = '', to = '']) => [from, to]),
)

const scripted = (text: string, sign: '^' | '_'): string => {
  const characters = [...text].map((character) => (character === ' ' ? ' ' : scripts.get(sign + character)))
  if (characters.every((character) => character !== undefined)) return characters.join('')
  return [...text].length === 1 ? sign + text : `${sign}(${text})`
}
