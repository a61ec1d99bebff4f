import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser'

/** How a character is drawn: bold, italic, underlined, struck, hidden, small, code. */
export type Style = 'b' | 'i' | 'u' | 's' | 'h' | 'small' | 'c'

/** What a reader of Discord sees: words with their styles, addresses that can be followed, and lines of code. */
export type Seen = {
  readonly words: readonly { readonly word: string; readonly styles: ReadonlySet<Style> }[]
  readonly addresses: readonly string[]
  readonly code: readonly string[]
  readonly currency: number
}

const { blockQuote, subtext } = rulesExtended

/**
 * Discord's client differs from discord-markdown-parser in three ways that matter here: a heading or small text may begin
 * right behind a quote, a quote's own lines begin anew inside of it, and small text may follow any line break.
 */
const parse = SimpleMarkdown.parserFor({
  ...rulesExtended,
  ...(blockQuote && {
    blockQuote: {
      ...blockQuote,
      match: (source, state, before) => {
        const [whole] = blockQuote.match(source, state, before) ?? []
        return whole === undefined ? null : Object.assign([whole, '\n'], { index: 0, input: source })
      },
      parse: (capture, inner, state) => blockQuote.parse(capture, inner, { ...state, prevCapture: null }),
    },
  }),
  ...(subtext && {
    subtext: {
      ...subtext,
      match: (source, _state, before) =>
        /(?:^|\n)$/.test(before ?? '') ? /^-# +(?!#)([^\n]+)(?:\n|$)/.exec(source) : null,
    },
  }),
})

type Node = { readonly [key: string]: unknown }

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value

const nodesIn = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : [])

const styles: ReadonlyMap<string, Style> = new Map([
  ['strong', 'b'],
  ['em', 'i'],
  ['underline', 'u'],
  ['strikethrough', 's'],
  ['spoiler', 'h'],
  ['subtext', 'small'],
  ['heading', 'b'],
  ['inlineCode', 'c'],
  ['codeBlock', 'c'],
])

type Run = { readonly text: string; readonly styles: ReadonlySet<Style> }

const runsOf = (
  nodes: readonly Node[],
  outer: ReadonlySet<Style>,
  found: { addresses: string[]; code: string[] },
): Run[] =>
  nodes.flatMap((node): Run[] => {
    const type = String(node['type'])
    const style = styles.get(type)
    const within = style === undefined ? outer : new Set([...outer, style])
    const { content, target } = node
    if (typeof target === 'string' && type !== 'slashCommand')
      found.addresses.push(target.replace(/^<|>$/g, ''))
    if (type === 'codeBlock') found.code.push(...String(content).split('\n'))
    if (type === 'br' || type === 'newline') return [{ text: '\n', styles: outer }]
    const breaks = type === 'subtext' || type === 'heading' || type === 'codeBlock' || type === 'blockQuote'
    const end: Run[] = breaks ? [{ text: '\n', styles: outer }] : []
    if (typeof content === 'string') return [...end, { text: content, styles: within }, ...end]
    return [...end, ...runsOf(nodesIn(content), within, found), ...end]
  })

/** Reads `messages` one after the other. */
export const read = (messages: readonly string[]): Seen => {
  const found: { addresses: string[]; code: string[] } = { addresses: [], code: [] }
  const runs = messages.flatMap((text) => [
    ...runsOf(nodesIn(parse(text, { inline: true })), new Set(), found),
    { text: '\n', styles: new Set<Style>() },
  ])
  const whole = runs
    .map(({ text }) => text)
    .join('')
    .replaceAll('\u200b', '')
  const styleAt: ReadonlySet<Style>[] = runs.flatMap(({ text, styles }) =>
    Array.from(text.replaceAll('\u200b', ''), (one) =>
      Array.from({ length: one.length }, () => styles),
    ).flat(),
  )
  const words = Array.from(whole.matchAll(/[\p{L}\p{N}\p{M}]+/gu), ({ 0: word, index }) => ({
    word,
    styles: styleAt[index] ?? new Set<Style>(),
  }))
  return { words, ...found, currency: whole.match(/\p{Sc}/gu)?.length ?? 0 }
}

/** The text of a message that stands in no code: what no rule of Discord's has taken for a mark. */
export const plainText = (message: string): string =>
  runsOf(nodesIn(parse(message, { inline: true })), new Set(), { addresses: [], code: [] })
    .filter(({ styles }) => !styles.has('c'))
    .map(({ text }) => text)
    .join('')

/** What of `untouched` can't be seen in `shown`, in words for a test's message. */
export const lost = (untouched: Seen, shown: Seen, kept: readonly Style[]): readonly string[] => {
  const missing: string[] = []
  let at = 0
  for (const { word, styles } of untouched.words) {
    const next = shown.words.findIndex((one, index) => index >= at && one.word === word)
    if (next < 0) missing.push(`word ${word}`)
    else {
      at = next + 1
      for (const style of kept)
        if (styles.has(style) && !shown.words[next]?.styles.has(style)) missing.push(`${style} of ${word}`)
    }
  }
  for (const address of untouched.addresses)
    if (!shown.addresses.some((one) => sameAddress(one, address))) missing.push(`address ${address}`)
  for (const line of untouched.code)
    if (line.trim() !== '' && !shown.code.some((one) => plain(one) === plain(line)))
      missing.push(`code ${line}`)
  if (shown.currency < untouched.currency)
    missing.push(`${untouched.currency - shown.currency} currency signs`)
  return missing
}

const plain = (line: string): string => line.replaceAll('\u200b', '').trim()

const sameAddress = (one: string, other: string): boolean =>
  decodeURI(one.replace(/\/$/, '')) === decodeURI(other.replace(/\/$/, ''))

/** The words that `seen` shows without a spoiler around them. */
export const bare = (seen: Seen): readonly string[] =>
  seen.words.flatMap(({ word, styles }) => (styles.has('h') ? [] : [word]))

/** The words that `seen` hides. */
export const hidden = (seen: Seen): readonly string[] =>
  seen.words.flatMap(({ word, styles }) => (styles.has('h') ? [word] : []))
