/** What an HTML tag does on Discord: something harmless, nothing, or standing there as text. */
export type HtmlMeaning =
  | { readonly kind: 'nothing' | 'text' | 'break' | 'item' | 'cell' | 'link-end' }
  | { readonly kind: 'open' | 'close'; readonly name: 'strong' | 'em' | 'underline' | 'strike' | 'code' }
  /** The mark ends, and its line. */
  | { readonly kind: 'end'; readonly name: 'strong' }
  | { readonly kind: 'script'; readonly name: 'sub' | 'sup' | '' }
  | { readonly kind: 'link'; readonly href: string }
  | { readonly kind: 'image'; readonly href: string; readonly text: string }

const marks = {
  b: 'strong',
  strong: 'strong',
  mark: 'strong',
  i: 'em',
  var: 'em',
  cite: 'em',
  em: 'em',
  u: 'underline',
  ins: 'underline',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
} as const

const markNames: ReadonlyMap<string, (typeof marks)[keyof typeof marks]> = new Map(Object.entries(marks))
const silent = new Set(
  'span center details font small big figure picture source ul ol dl table thead tbody tfoot caption colgroup col main header footer nav abbr wbr'.split(
    ' ',
  ),
)
/** What stands in one of these has lines of its own. */
const lines = new Set('p div section article blockquote figcaption li dt dd tr'.split(' '))
const headings = new Set('h1 h2 h3 h4 h5 h6 summary'.split(' '))

/** What the tag `html` means, if it is one of a pair or needs none. Tags that aren't known are shown as text. */
export const htmlMeaning = (html: string): HtmlMeaning => {
  const [, slash, tag] = /^<(\/?)([a-z][a-z\d-]*)/i.exec(html) ?? []
  const name = tag?.toLowerCase() ?? ''
  const closing = slash === '/'
  const mark = markNames.get(name)
  if (mark !== undefined) return { kind: closing ? 'close' : 'open', name: mark }
  if (headings.has(name)) return closing ? { kind: 'end', name: 'strong' } : { kind: 'open', name: 'strong' }
  if (silent.has(name)) return { kind: 'nothing' }
  if (lines.has(name)) return { kind: name === 'li' && !closing ? 'item' : 'break' }
  switch (name) {
    case 'br':
    case 'hr':
      return { kind: 'break' }
    case 'td':
    case 'th':
      return { kind: closing ? 'nothing' : 'cell' }
    case 'sub':
    case 'sup':
      return { kind: 'script', name: closing ? '' : name }
    case 'a': {
      const href = attribute(html, 'href')
      if (closing) return { kind: 'link-end' }
      return /^https?:/i.test(href) ? { kind: 'link', href } : { kind: 'nothing' }
    }
    case 'img': {
      const href = attribute(html, 'src')
      return href === '' ? { kind: 'text' } : { kind: 'image', href, text: attribute(html, 'alt') }
    }
    default:
      return { kind: 'text' }
  }
}

const attribute = (html: string, name: string): string => {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(html)
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? ''
}
