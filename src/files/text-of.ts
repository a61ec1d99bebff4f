import { analyse } from 'chardet'

/** The text that bytes hold in some encoding, with the encoding's name for `TextDecoder`. */
export type DecodedText = { readonly text: string; readonly encoding: string }

const marks: readonly { readonly encoding: string; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
]

const decoded = (bytes: Uint8Array, encoding: string, partial: boolean): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: partial })
  } catch {
    // Not of this encoding, or one that is not known here.
    return null
  }
}

/** Whether it reads as text: next to no control characters but those that lay a text out. */
const readable = (text: string): boolean => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const odd = text.match(/[\0-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]/g)?.length ?? 0
  return odd === 0 || (odd / text.length < 0.01 && !text.includes('\0'))
}

/** UTF-16 without a mark: nearly every character of most texts has one zero byte, always on the same side. */
const unmarked = (bytes: Uint8Array): string | null => {
  const zeros = [0, 0]
  const sample = bytes.subarray(0, 4096)
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  if (odd > sample.length / 8 && even < odd / 10) return 'utf-16le'
  return even > sample.length / 8 && odd < even / 10 ? 'utf-16be' : null
}

/** The likeliest encoding by its letters; of several about as likely the commonest one. */
const likeliest = (bytes: Uint8Array): string | null => {
  const [best, ...others] = analyse(bytes.subarray(0, 65_536))
  if (best === undefined) return null
  const common = others.find(({ name }) => name === 'windows-1252' || name === 'ISO-8859-1')
  return common !== undefined && common.confidence > best.confidence * 0.75 ? 'windows-1252' : best.name
}

const guesses = function* (bytes: Uint8Array): Generator<string> {
  const mark = marks.find((each) => each.bytes.every((byte, at) => bytes[at] === byte))
  if (mark !== undefined) yield mark.encoding
  yield 'utf-8'
  const wide = unmarked(bytes)
  if (wide !== null) yield wide
  const likely = likeliest(bytes)
  if (likely !== null) yield likely
  yield 'windows-1252'
}

/**
 * Reads bytes as text in whatever encoding they seem to be; null when they are no text. A byte order mark is left out.
 * `partial` bytes may end within a character.
 */
export const textOf = (bytes: Uint8Array, partial = false): DecodedText | null => {
  for (const encoding of guesses(bytes)) {
    const text = decoded(bytes, encoding, partial)
    if (text !== null && readable(text)) return { text, encoding: encoding.toLowerCase() }
  }
  return null
}
