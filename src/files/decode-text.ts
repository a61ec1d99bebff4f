import { analyse } from 'chardet'
import type { FrequentLanguage } from './frequent-characters.ts'
import { decodeLegacy } from './legacy-decoders.ts'
import { isReadable, readability } from './readability.ts'

/** Text with the encoding that it was read in, by its name for `TextDecoder`. */
export type DecodedText = {
  readonly text: string
  readonly encoding: string
  /** Whether another encoding would give a text that reads nearly as well. */
  readonly isGuess: boolean
}

/** What helps to decide. */
type Hints = {
  /** The locale of whoever gave the file (`ja`, `ru`): of several likely encodings that of their language is taken. */
  readonly locale?: string | undefined
  /** Whether the bytes are only the beginning of a file, and may end within a character. */
  readonly isPart?: boolean
}

/** An encoding with the languages that it is used for. */
type Candidate = {
  readonly encoding: string
  readonly locales: readonly string[]
  readonly frequent?: FrequentLanguage
  /** How much more often it is met than the others, in points of the score. */
  readonly prior?: number
}

const candidates: readonly Candidate[] = [
  { encoding: 'shift_jis', locales: ['ja'], frequent: 'ja' },
  { encoding: 'gb18030', locales: ['zh-CN', 'zh'], frequent: 'zh-Hans' },
  { encoding: 'euc-kr', locales: ['ko'], frequent: 'ko' },
  { encoding: 'big5', locales: ['zh-TW', 'zh-HK'], frequent: 'zh-Hant' },
  { encoding: 'euc-jp', locales: ['ja'], frequent: 'ja' },
  { encoding: 'windows-1251', locales: ['ru', 'uk', 'bg', 'sr', 'be'], prior: 0.05 },
  {
    encoding: 'windows-1252',
    locales: ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'no', 'fi'],
    prior: 0.1,
  },
  { encoding: 'windows-1250', locales: ['pl', 'cs', 'hu', 'ro', 'hr', 'sk', 'sl'] },
  { encoding: 'koi8-u', locales: ['ru', 'uk'] },
  { encoding: 'ibm866', locales: ['ru', 'uk'] },
  { encoding: 'windows-1253', locales: ['el'] },
  { encoding: 'windows-1254', locales: ['tr'] },
  { encoding: 'windows-1255', locales: ['he'] },
  { encoding: 'windows-1256', locales: ['ar', 'fa'] },
  { encoding: 'windows-874', locales: ['th'] },
  { encoding: 'iso-8859-2', locales: ['pl', 'cs', 'hu'] },
  { encoding: 'windows-1257', locales: ['lt', 'lv', 'et'] },
  { encoding: 'iso-8859-15', locales: ['de', 'fr', 'fi'] },
  { encoding: 'iso-8859-5', locales: ['ru', 'bg', 'sr'] },
  { encoding: 'iso-8859-6', locales: ['ar'] },
  { encoding: 'x-mac-cyrillic', locales: ['ru'] },
  { encoding: 'macintosh', locales: ['en', 'de', 'fr', 'es'] },
  { encoding: 'ibm850', locales: ['de', 'fr', 'es', 'it', 'pt'] },
  { encoding: 'ibm852', locales: ['pl', 'cs', 'hu', 'sk'] },
  { encoding: 'utf-16le', locales: ['ja', 'zh', 'ko'], frequent: 'zh-Hans' },
  { encoding: 'utf-16be', locales: ['ja', 'zh', 'ko'], frequent: 'zh-Hans' },
]

const decode = (bytes: Uint8Array, encoding: string, isPart = false): string | null => {
  const legacy = decodeLegacy(bytes, encoding)
  if (legacy !== undefined) return legacy
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: isPart })
  } catch {
    return null
  }
}

const marks: readonly { readonly encoding: string; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-32le', bytes: [0xff, 0xfe, 0, 0] },
  { encoding: 'utf-32be', bytes: [0, 0, 0xfe, 0xff] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
]

/** Whether bytes begin with the byte order mark of UTF-8, UTF-16 or UTF-32. */
export const hasByteOrderMark = (bytes: Uint8Array): boolean => markOf(bytes) !== undefined

const markOf = (bytes: Uint8Array) => marks.find((each) => each.bytes.every((byte, at) => bytes[at] === byte))

const byMark = (bytes: Uint8Array, isPart: boolean): DecodedText | null => {
  const mark = markOf(bytes)
  if (mark === undefined) return null
  // What adds a line to UTF-16 in ASCII leaves half a character at the end.
  const isHalf = mark.encoding.startsWith('utf-16') && bytes.length % 2 === 1
  const text = decode(bytes, mark.encoding, isPart || isHalf)?.replace(/^\ufeff/, '') ?? null
  return text === null ? null : { text, encoding: mark.encoding, isGuess: false }
}

const isAscii = (bytes: Uint8Array): boolean => !bytes.some((byte) => byte > 0x7f)

/** Mail in Japanese: all ASCII, with sequences that switch to kanji and back (RFC 1468). */
const asIso2022Jp = (bytes: Uint8Array): DecodedText | null => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!buffer.includes('\x1b$B') && !buffer.includes('\x1b$@')) return null
  const text = isAscii(bytes) ? decode(bytes, 'iso-2022-jp') : null
  return text === null ? null : { text, encoding: 'iso-2022-jp', isGuess: false }
}

/** The longest rest of a character in UTF-8. */
const mostRest = 3

/** UTF-8, also cut within its first or last character (`head -c`, `tail -c`), or with a few broken bytes. */
const asUtf8 = (bytes: Uint8Array): DecodedText | null => {
  const found = (text: string): DecodedText => ({ text, encoding: 'utf-8', isGuess: false })
  let start = 0
  while (start < mostRest && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1
  const whole = decode(bytes.subarray(start), 'utf-8', true)
  if (whole !== null && (start === 0 || /[^\0-\x7f]/.test(whole))) {
    // As a stream, an incomplete last character is left out; the only character of a text must not be one.
    const isCut = decode(bytes.subarray(start), 'utf-8') === null
    if (!isCut || /[^\0-\x7f]/.test(whole)) return found(whole)
  }
  const lenient = new TextDecoder('utf-8').decode(bytes)
  const broken = lenient.match(/\ufffd/g)?.length ?? 0
  const beyondAscii = lenient.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0
  return beyondAscii > broken * 10 ? found(lenient) : null
}

/** UTF-16 without a mark: its ASCII characters have a zero byte each, all on the same side. */
const asUtf16 = (bytes: Uint8Array, isPart: boolean): DecodedText | null => {
  const zeros = [0, 0]
  const sample = bytes.subarray(0, 65_536)
  for (let at = 0; at < sample.length; at += 1) if (sample[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (even === odd || Math.min(even, odd) > Math.max(even, odd) / 10) return null
  const encoding = odd > even ? 'utf-16le' : 'utf-16be'
  const text = decode(bytes, encoding, isPart)
  if (text === null || !isReadable(text)) return null
  const isMostlyAscii = even + odd > sample.length / 8
  return isMostlyAscii || readsInAnyLanguage(text) ? { text, encoding, isGuess: false } : null
}

const readsInAnyLanguage = (text: string): boolean =>
  (['ja', 'zh-Hans', 'zh-Hant', 'ko'] as const).some(
    (language) => readability(text, language).score > surelyReadable,
  )

/** At least this much of a text of any language in its own encoding is where one expects it. */
const surelyReadable = 0.4

/** Runs of zeros, as a file system leaves them in a log after a power failure, as one visible sign each. */
const withoutZeros = (bytes: Uint8Array): Uint8Array => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return buffer.includes(0) ? Buffer.from(buffer.toString('latin1').replace(/\0+/g, '\x1a'), 'latin1') : bytes
}

/** UTF-32 without a mark: three of four bytes of an ASCII character are zeros. */
const asUtf32 = (bytes: Uint8Array): DecodedText | null => {
  if (bytes.length % 4 !== 0) return null
  for (const encoding of ['utf-32le', 'utf-32be']) {
    const text = decode(bytes, encoding)
    if (text !== null && isReadable(text)) return { text, encoding, isGuess: false }
  }
  return null
}

/** DOS ends a text in Ctrl-Z, and C in a zero. */
const withoutEnd = (bytes: Uint8Array): Uint8Array => {
  const last = bytes.at(-1)
  return last === 0x1a || (last === 0 && bytes.indexOf(0) === bytes.length - 1)
    ? bytes.subarray(0, -1)
    : bytes
}

/** More zeros than this are no accident. */
const mostZeros = 0.05

/** The lines with bytes beyond ASCII: they alone tell encodings apart, wherever in the file they are. */
const tellingLines = (bytes: Uint8Array): Uint8Array => {
  const lines: Uint8Array[] = []
  let size = 0
  for (let start = 0; start < bytes.length && size < 65_536; ) {
    const end = bytes.indexOf(0x0a, start)
    const line = bytes.subarray(start, end === -1 ? bytes.length : end + 1)
    if (line.some((byte) => byte > 0x7f)) {
      lines.push(line.subarray(0, 65_536))
      size += line.length
    }
    start += line.length
  }
  return Buffer.concat(lines)
}

const sameLanguage = (locales: readonly string[], locale: string | undefined): boolean =>
  locale !== undefined &&
  locales.some(
    (known) =>
      known === locale ||
      (!known.includes('-') && known === locale.split('-')[0] && !locale.startsWith('zh-')),
  )

/** A vote of the letter statistics of `chardet` is worth this much, and the person's own language that much. */
const statisticsWeight = 0.25
const localeWeight = 0.2

/** Below this a text does not read as one; within `doubt` of each other two readings are about as good. */
const leastScore = 0.1
const doubt = 0.15

/** So few characters may be anything. */
const fewCharacters = 4

const byReadability = (bytes: Uint8Array, { locale, isPart = false }: Hints): DecodedText | null => {
  const votes = new Map(
    analyse(tellingLines(bytes)).map(({ name, confidence }) => [name.toLowerCase(), confidence / 100]),
  )
  const readings = candidates
    .flatMap(({ encoding, locales, frequent, prior = 0 }) => {
      const text = decode(bytes, encoding, isPart)
      if (text === null || !isReadable(text)) return []
      const { score, characters } = readability(text, frequent)
      const vote = votes.get(encoding) ?? 0
      const hint = sameLanguage(locales, locale) ? localeWeight : 0
      return [{ encoding, text, characters, score: score + vote * statisticsWeight + hint + prior }]
    })
    .toSorted((a, b) => b.score - a.score)
  const [best] = readings
  if (best === undefined || best.score < leastScore) return null
  const rival = readings.find(({ text }) => text !== best.text)
  const isGuess =
    best.characters <= fewCharacters || (rival !== undefined && best.score - rival.score < doubt)
  return { text: best.text, encoding: best.encoding, isGuess }
}

/**
 * Reads bytes as text in whatever encoding makes them readable, decided over all of them; null if none does. Leaves out a
 * byte order mark. A run of zeros becomes one `␀`.
 */
export const decodeText = (given: Uint8Array, hints: Hints = {}): DecodedText | null => {
  const { isPart = false } = hints
  const bytes = withoutEnd(given)
  const marked = byMark(given, isPart) ?? asUtf16(given, isPart) ?? asUtf32(given)
  if (marked !== null && isReadable(marked.text)) return marked
  const zeros = bytes.reduce((sum, byte) => sum + (byte === 0 ? 1 : 0), 0)
  if (zeros > bytes.length * mostZeros) return null
  const filled = withoutZeros(bytes)
  const read = asIso2022Jp(filled) ?? asUtf8(filled)
  const isRead = read !== null && isReadable(read.text)
  const decoded = isRead ? read : byReadability(filled, hints)
  return decoded === null
    ? null
    : { ...decoded, text: decoded.text.replaceAll('\x1a', zeros > 0 ? '␀' : '\x1a') }
}
