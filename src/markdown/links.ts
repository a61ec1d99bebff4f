import type { Mark } from './line.ts'
import { maxUrlLength } from './parser/links.ts'

/** How a link is shown: its address alone, behind its text, or as text only; `note` follows it. */
export type LinkForm =
  | { readonly kind: 'bare'; readonly url: string; readonly note: string }
  | { readonly kind: 'masked'; readonly url: string; readonly note: string }
  | { readonly kind: 'text'; readonly note: string }

/**
 * A masked link shows its host only where its text names another one or says nothing; a text that is itself an address
 * never hides another one. Addresses stand in `<…>`, which keeps Discord from drawing a preview. What is not on the web
 * becomes text.
 */
export const linkForm = (href: string, text: string): LinkForm => {
  const host = webHost(href)
  const label = text.trim()
  const named = addressesIn(label)
  if (host === undefined) return { kind: 'text', note: otherAddress(href, label) }
  const url = href.replace(/[<>\s]/g, encodeURIComponent)
  if (url.length > maxUrlLength) return { kind: 'text', note: label === '' ? `<${url}>` : `(<${url}>)` }
  if (label === '' || sameAddress(label, href)) return { kind: 'bare', url, note: '' }
  if (looksLikeAddress(label)) return { kind: 'text', note: `(<${url}>)` }
  const claimsAnother = named.some((one) => one !== host)
  return {
    kind: 'masked',
    url,
    note: claimsAnother || saysNothing(label) || host.includes('@') ? `(${host})` : '',
  }
}

/** `url` inside of formatting. Discord looks for its end in addresses too, so the characters that it ends in are encoded. */
export const urlInside = (url: string, marks: readonly Mark[]): string => {
  const ends = marks.filter(({ name }) => name !== 'link' && name !== 'code').map(({ close }) => close)
  return ends.length === 0
    ? url
    : url.replace(/[*_~|]/g, (sign) => (ends.some((end) => end.includes(sign)) ? percentEncoded(sign) : sign))
}

const percentEncoded = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`

/** Whether a label gives no idea of where its link goes: "here", "link", "[1]", or no letters at all. */
const saysNothing = (label: string): boolean =>
  !/\p{L}{2}|[\p{Ideographic}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(label) ||
  emptyWords.has(
    label
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  )

const emptyWords: ReadonlySet<string> = new Set([
  ...[
    'here',
    'link',
    'this',
    'this link',
    'click',
    'click here',
    'read more',
    'more',
    'source',
    'url',
    'website',
  ],
  ...[
    'こちら',
    'ここ',
    'リンク',
    'クリック',
    'ここをクリック',
    'こちらをクリック',
    '詳細',
    '詳しくはこちら',
    '続きを読む',
    'ソース',
    '出典',
  ],
])

const webHost = (href: string): string | undefined => {
  if (!/^https?:\/\//i.test(href) || !URL.canParse(href)) return undefined
  const { hostname, username } = new URL(href)
  return username === '' ? hostname.replace(/^www\./, '') : `${username}@${hostname}`
}

const otherAddress = (href: string, label: string): string => {
  const address = href.replace(/^mailto:/i, '')
  if (address === '' || label.includes(address)) return ''
  return `(\`${address.replaceAll('`', '%60')}\`)`
}

const sameAddress = (label: string, href: string): boolean => {
  const bare = (address: string) => address.replace(/^https?:\/\//i, '').replace(/\/$/, '')
  return bare(label) === bare(href)
}

const looksLikeAddress = (label: string): boolean =>
  /:\/\/|^www\.|^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?:[:/?#]|$)/iu.test(dotted(label))

/** The hosts that a text names, or seems to. */
const addressesIn = (label: string): readonly string[] => {
  const found = dotted(label).match(/[\p{L}\p{N}@-]+(?:\.[\p{L}\p{N}@-]+)*\.\p{L}{2,}/gu) ?? []
  return found.map((one) => one.toLowerCase().replace(/^www\./, ''))
}

/** With plain dots in place of those that only look like one. */
const dotted = (label: string): string => label.normalize('NFKC').replaceAll('。', '.')
