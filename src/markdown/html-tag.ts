/** A tag of HTML: its name in lower case and whether it opens, closes or stands alone. */
export type HtmlTag = {
  readonly name: string
  readonly kind: 'open' | 'close' | 'void'
  /** Blocks stand at the start of a line and may go on over blank lines; phrases stand inside a sentence. */
  readonly level: 'block' | 'phrase'
}

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '))

const phrases = set(
  'b strong mark i var cite em u ins s del strike code kbd samp tt sub sup a span font small big abbr',
)
const blocks = set(
  'details summary div section article p ul ol li dl dt dd table thead tbody tfoot caption tr td th figure figcaption picture h1 h2 h3 h4 h5 h6 blockquote center header footer main nav',
)
const voids = set('br hr img wbr source col')
/** HTML lets these end without a closing tag. */
const impliedEnd = set('p li dt dd tr td th')
const attributes = set(
  'align alt aria-hidden aria-label border cellpadding cellspacing class color colspan dir face height href id lang loading media name rel rowspan size src srcset start style target title type valign value width',
)

const pattern =
  /^<(\/?)([a-z][a-z\d]*)((?:\s+[a-z-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*(\/?)>$/i

/** The tag that `html` is, if Discord's dialect gives it a meaning; an unknown name or an odd attribute makes it text. */
export const htmlTag = (html: string): HtmlTag | undefined => {
  const [, slash, tag = '', given = ''] = pattern.exec(html) ?? []
  const name = tag.toLowerCase()
  if (!given.split(/\s+(?=[a-z-]+(?:\s*=|\s|$))/i).every(isKnownAttribute)) return undefined
  const level = phrases.has(name) ? 'phrase' : 'block'
  if (slash === '/') return phrases.has(name) || blocks.has(name) ? { name, kind: 'close', level } : undefined
  if (name === 'img' && !/\ssrc\s*=\s*["']?https?:/i.test(given)) return undefined
  if (voids.has(name)) return { name, kind: 'void', level: 'phrase' }
  if (name === 'a' && !/\shref\s*=\s*["']?https?:/i.test(given)) return undefined
  return phrases.has(name) || blocks.has(name) ? { name, kind: 'open', level } : undefined
}

const isKnownAttribute = (attribute: string): boolean => {
  const [name = '', value] = attribute.trim().split(/\s*=/)
  return name === '' || (value === undefined ? name === 'open' : attributes.has(name.toLowerCase()))
}

/** Whether an element may end without its closing tag. */
export const endsByItself = (name: string): boolean => impliedEnd.has(name)
