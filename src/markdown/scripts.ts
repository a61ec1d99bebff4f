import { subsuperscripts } from 'unicodeit/ts_dist/js/data.js'

/** `text` in superscript characters where Unicode has all of them, else after a `^`. */
export function raised(text: string): string {
  return scripted(text, '^')
}

/** `text` in subscript characters where Unicode has all of them, else after a `_`. */
export function lowered(text: string): string {
  return scripted(text, '_')
}

const scripts: ReadonlyMap<string, string> = new Map(
  subsuperscripts.map(([from = '', to = '']) => [from, to]),
)

function scripted(text: string, sign: '^' | '_'): string {
  const characters = [...text].map((character) => (character === ' ' ? ' ' : scripts.get(sign + character)))
  if (characters.every((character) => character !== undefined)) return characters.join('')
  return [...text].length === 1 ? sign + text : `${sign}(${text})`
}
