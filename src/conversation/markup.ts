const tags = ['message', 'quoted', 'file', 'note', 'summary', 'persona'] as const

/**
 * The tags that mark up a request. Only the program writes them; `escapeTags` escapes whatever people write that
 * looks like one.
 */
export type Tag = (typeof tags)[number]

/** Characters that are invisible or combine with their neighbour: readers, and Claude, overlook them. */
const invisible = '\\p{Cf}\\p{Default_Ignorable_Code_Point}\\p{M}\\u2800\\u{1D159}'

/** Letters of other alphabets that look like the Latin ones in the tags. */
const lookalikes: Readonly<Record<string, string>> = {
  a: 'аɑα',
  d: 'ԁ',
  e: 'еҽ',
  f: 'ſ',
  g: 'ɡց',
  i: 'іıιɩ',
  l: 'ӏΙІ',
  m: 'м',
  n: 'ո',
  o: 'оοօ',
  p: 'рρ',
  q: 'ԛ',
  r: 'г',
  s: 'ѕ',
  t: 'тτ',
  u: 'υս',
  y: 'уү',
}

/** Blocks with further forms of the Latin letters: raised, circled, in brackets, full-width, mathematical. */
const formBlocks = [
  [0x2b0, 0x2ff],
  [0x1d2c, 0x1d6a],
  [0x2070, 0x209c],
  [0x2100, 0x214f],
  [0x249c, 0x24e9],
  [0xff21, 0xff5a],
  [0x1d400, 0x1d7ff],
] as const

/** The forms of each letter, found by compatibility normalization. */
const forms = (): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  for (const [first, last] of formBlocks) {
    for (let code = first; code <= last; code += 1) {
      const char = String.fromCodePoint(code)
      const letter = char.normalize('NFKC').toLowerCase().replace(/[()]/g, '')
      if (/^[a-z]$/.test(letter)) found.set(letter, `${found.get(letter) ?? ''}${char}`)
    }
  }
  return found
}

const tagPattern = (): RegExp => {
  const known = forms()
  const looks = (letter: string): string => `[${letter}${lookalikes[letter] ?? ''}${known.get(letter) ?? ''}]`
  const names = tags.map((tag) => [...tag].map(looks).join(`[${invisible}]*`)).join('|')
  return new RegExp(
    `[<＜﹤‹〈⟨](?=[\\s/／⁄∕\\\\${invisible}]*(?:${names})(?![${invisible}]*(?![${invisible}])[\\p{L}\\p{N}_-]))`,
    'giu',
  )
}

const tagLike = tagPattern()

/** Escapes everything in a text that looks like one of our tags, by writing `&lt;` for its bracket. */
export const escapeTags = (text: string): string => text.replace(tagLike, '&lt;')

const unsafe = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\p{Cs}\u2800"<>&]+/gu

/** A value for an attribute: one line of at most 80 code points, without quotes, angle brackets and invisible characters. */
const attribute = (value: string): string =>
  [...value.slice(0, 1000).replace(unsafe, ' ').replace(/\s+/g, ' ').trim()].slice(0, 80).join('')

/** An opening tag with its attributes in the given order. */
export const open = (tag: Tag, attributes: Readonly<Record<string, string>> = {}): string =>
  `<${[tag, ...Object.entries(attributes).map(([name, value]) => `${name}="${attribute(value)}"`)].join(' ')}>`

/** A whole element on lines of its own, with its text escaped. */
export const element = (tag: Tag, attributes: Readonly<Record<string, string>>, text: string): string =>
  `${open(tag, attributes)}\n${escapeTags(text)}\n</${tag}>`
