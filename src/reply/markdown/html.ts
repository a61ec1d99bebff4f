/** What an HTML tag does on Discord: something harmless, nothing, or standing there as text. */
export type HtmlMeaning =
  | { readonly kind: 'nothing' | 'text' | 'break' | 'link-end' }
  | { readonly kind: 'open' | 'close'; readonly name: 'strong' | 'em' | 'underline' | 'strike' | 'code' }
  | { readonly kind: 'script'; readonly name: 'sub' | 'sup' | '' }
  | { readonly kind: 'link'; readonly href: string }
  | { readonly kind: 'image'; readonly href: string; readonly text: string }

const marks = {
  b: 'strong',
  strong: 'strong',
  summary: 'strong',
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
const silent = new Set([
  'p',
  'div',
  'span',
  'center',
  'details',
  'font',
  'small',
  'big',
  'section',
  'article',
  'figure',
])

/** What the tag or comment `html` means. Tags that aren't known are shown as text. */
export function htmlMeaning(html: string): HtmlMeaning {
  if (html.startsWith('<!--')) return { kind: 'nothing' }
  const [, slash, tag] = /^<(\/?)([a-z][a-z\d-]*)/i.exec(html) ?? []
  const name = tag?.toLowerCase() ?? ''
  const closing = slash === '/'
  const mark = markNames.get(name)
  if (mark !== undefined) return { kind: closing ? 'close' : 'open', name: mark }
  if (silent.has(name)) return { kind: 'nothing' }
  switch (name) {
    case 'br':
    case 'hr':
      return { kind: 'break' }
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

function attribute(html: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(html)
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? ''
}
