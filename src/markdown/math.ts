import { combiningmarks, replacements } from 'unicodeit/ts_dist/js/data.js'
import { withoutInvisible } from './escape.ts'
import { subscript, superscript } from './superscript.ts'

/** LaTeX as it is shown: in Unicode, or as its own source. */
export type MathForm = { readonly unicode: boolean; readonly text: string }

/**
 * `latex` in Unicode characters (unicodeit's tables) where one line of them says the same, else its source.
 * Of `half` a formula, what is there so far.
 */
export const mathForm = (latex: string, incomplete: boolean): MathForm => {
  const source = incomplete ? latex.replace(/(?:\\[a-zA-Z]*|[_^])\s*$/, '') : latex
  if (source.length > maxLatex) return { unicode: false, text: latex.trim() }
  const reader: Reader = { rest: source.trim(), incomplete, depth: 0, isTooDeep: false }
  const text = sequence(reader)
  if (text === undefined || reader.isTooDeep || reader.rest !== '')
    return { unicode: false, text: latex.trim() }
  return {
    unicode: true,
    text: withoutInvisible(text)
      .replace(/[^\S\n]+/g, ' ')
      .trim(),
  }
}

/** Longer LaTeX is shown as its source. */
const maxLatex = 2000

/** How deep arguments may stand in each other. */
const maxDepth = 20

type Reader = { rest: string; readonly incomplete: boolean; depth: number; isTooDeep: boolean }

const symbols: ReadonlyMap<string, string> = new Map(replacements.map(([from = '', to = '']) => [from, to]))
const accents: ReadonlyMap<string, string> = new Map(combiningmarks.map(([from = '', to = '']) => [from, to]))

const names = new Set(
  'arccos arcsin arctan arg cos cosh cot csc deg det dim exp gcd hom inf ker lcm lg lim liminf limsup ln log max min mod Pr rank sec sin sinh sup tan tanh tr'.split(
    ' ',
  ),
)
const spaces = new Set(['\\,', '\\;', '\\:', '\\ ', '\\quad', '\\qquad', '\\>', '~'])
const nothing = new Set([
  '\\!',
  '\\left',
  '\\right',
  '\\big',
  '\\Big',
  '\\bigg',
  '\\Bigg',
  '\\bigl',
  '\\bigr',
  '\\displaystyle',
  '\\limits',
  '\\nolimits',
])
const upright = new Set([
  '\\text',
  '\\mathrm',
  '\\operatorname',
  '\\textrm',
  '\\textit',
  '\\textbf',
  '\\mbox',
  '\\mathit',
  '\\mathsf',
  '\\mathtt',
])
const fractions = new Set(['\\frac', '\\dfrac', '\\tfrac'])
const alphabets = new Set(['\\mathbb', '\\mathcal', '\\mathbf', '\\mathfrak', '\\mathscr', '\\boldsymbol'])
/** Accents that are drawn over each letter of a word. */
const lined = new Set(['\\overline', '\\underline', '\\bar'])
const braces = new Set(['\\underbrace', '\\overbrace'])
const ours = new Map([
  ['\\implies', '⟹'],
  ['\\iff', '⟺'],
  ['\\land', '∧'],
  ['\\lor', '∨'],
  ['\\lnot', '¬'],
  ['\\cdots', '⋯'],
  ['\\dots', '…'],
  ['\\log', 'log'],
])

/** Up to the end or a closing brace; undefined as soon as something has no equal in a line of Unicode. */
const sequence = (reader: Reader): string | undefined => {
  let text = ''
  while (reader.rest !== '' && !reader.rest.startsWith('}')) {
    const next = piece(reader, text)
    if (next === undefined) return undefined
    text += next
  }
  return text
}

const piece = (reader: Reader, before: string): string | undefined => {
  const token = /^(?:\\[a-zA-Z]+\*?|\\[\s\S]|[\s\S])/u.exec(reader.rest)?.[0] ?? ''
  reader.rest = reader.rest.slice(token.length)
  switch (token) {
    case '{':
      reader.rest = `{${reader.rest}`
      return argument(reader)
    case '^':
      return exponent((argument(reader) ?? '').trim())
    case '_':
      return subscript((argument(reader) ?? '').trim())
    case "'":
      return '′'
    case '&':
    case '\\\\':
    case '\\begin':
      return undefined
    default:
      return token.startsWith('\\') ? command(reader, token, before) : spaces.has(token) ? ' ' : token
  }
}

const command = (reader: Reader, token: string, before: string): string | undefined => {
  if (spaces.has(token)) return ' '
  if (nothing.has(token)) {
    reader.rest = reader.rest.replace(/^\s*\.(?!\d)/, '')
    return ''
  }
  if (upright.has(token)) return literal(reader)
  if (names.has(token.slice(1))) return named(reader, token.slice(1), before)
  if (fractions.has(token)) return fraction(argument(reader), argument(reader))
  if (token === '\\sqrt') return root(reader)
  if (token === '\\boxed') return argument(reader)
  if (token === '\\pmod') return `(mod ${argument(reader) ?? ''})`
  if (alphabets.has(token)) return lettered(token, literal(reader))
  const accent = accents.get(token)
  if (accent !== undefined) return accented(argument(reader), accent, lined.has(token))
  if (token === '\\binom') return `(${argument(reader) ?? ''} choose ${argument(reader) ?? ''})`
  if (braces.has(token)) return undefined
  return ours.get(token) ?? symbols.get(token) ?? (/^\\[{}%#&$_]$/.test(token) ? token.slice(1) : undefined)
}

/** A raised circle means degrees. */
const exponent = (text: string): string => (text === '∘' ? '°' : superscript(text))

const named = (reader: Reader, name: string, before: string): string => {
  const apart = /[\p{L}\p{N}]$/u.test(before) ? ' ' : ''
  return (
    apart + name + (/^[a-zA-Z0-9\\]/.test(reader.rest) && !/^\\(?:left|[,;:!])/.test(reader.rest) ? ' ' : '')
  )
}

const argument = (reader: Reader): string | undefined => {
  reader.isTooDeep ||= reader.depth >= maxDepth
  if (reader.isTooDeep) return undefined
  reader.depth++
  const text = nestedArgument(reader)
  reader.depth--
  return text
}

const nestedArgument = (reader: Reader): string | undefined => {
  reader.rest = reader.rest.trimStart()
  if (!reader.rest.startsWith('{'))
    return reader.rest === '' || reader.rest.startsWith('}') ? undefined : piece(reader, '')
  reader.rest = reader.rest.slice(1)
  const text = sequence(reader)
  if (!reader.rest.startsWith('}')) return reader.incomplete ? text : undefined
  reader.rest = reader.rest.slice(1)
  return text
}

const literal = (reader: Reader): string | undefined => {
  const found = (reader.incomplete ? /^\s*\{([^{}\\]*)(?:\}|$)/ : /^\s*\{([^{}\\]*)\}/).exec(reader.rest)
  if (found === null) return undefined
  reader.rest = reader.rest.slice(found[0].length)
  return found[1]
}

const fraction = (over: string | undefined, under: string | undefined): string | undefined =>
  over === undefined || under === undefined || under.trim() === ''
    ? over
    : `${grouped(over)}/${grouped(under)}`

const root = (reader: Reader): string | undefined => {
  const degree = /^\s*\[([^\]]*)\]/.exec(reader.rest)
  if (degree !== null) reader.rest = reader.rest.slice(degree[0].length)
  const under = argument(reader)
  const sign = degree === null ? '√' : `${superscript(degree[1] ?? '')}√`
  return under === undefined ? undefined : sign + grouped(under)
}

const grouped = (text: string): string =>
  /^(?:[\d.]+|\p{L}[\p{M}′]*[⁰-ₜ²³¹]*)$/u.test(text.trim()) ? text.trim() : `(${text.trim()})`

const lettered = (alphabet: string, letters: string | undefined): string | undefined => {
  if (letters === undefined) return undefined
  return [...letters].map((letter) => symbols.get(`${alphabet}{${letter}}`) ?? letter).join('')
}

const accented = (text: string | undefined, accent: string, each: boolean): string | undefined => {
  const letters = [...(text ?? '')]
  return letters.length === 1 || (each && letters.length > 1)
    ? letters.map((letter) => letter + accent).join('')
    : undefined
}
