const tags = ['message', 'quoted', 'file', 'note', 'summary'] as const

/**
 * The tags in which what people said reaches Claude. They are the program's alone: whatever somebody typed that could
 * pass for one is escaped, so nobody can end their own message and speak as another, or as the program.
 */
export type Tag = (typeof tags)[number]

// Also with wide brackets and with invisible characters in it, which a reader, and Claude, would overlook.
const looks = tags.map((tag) => [...tag].join('\\p{Cf}*')).join('|')
const tagLike = new RegExp(`[<＜﹤](?=[\\s/／\\p{Cf}]*(?:${looks})(?![\\p{L}\\p{N}_-]))`, 'giu')

/** Text as somebody typed it, with anything that could pass for one of the tags made harmless; all else as it is. */
export const escapeTags = (text: string): string => text.replace(tagLike, '&lt;')

const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}"<>&]+/gu

/** A value fit for an attribute: one line, no quotes or angle brackets, no invisible characters, at most 80 code points. */
const attribute = (value: string): string =>
  [...value.replace(unsafe, ' ').replace(/\s+/g, ' ').trim()].slice(0, 80).join('')

/** An opening tag with its attributes in the order given. */
export const open = (tag: Tag, attributes: Readonly<Record<string, string>> = {}): string =>
  `<${[tag, ...Object.entries(attributes).map(([name, value]) => `${name}="${attribute(value)}"`)].join(' ')}>`

/** A whole element on lines of its own; the text is escaped. */
export const element = (tag: Tag, attributes: Readonly<Record<string, string>>, text: string): string =>
  `${open(tag, attributes)}\n${escapeTags(text)}\n</${tag}>`
