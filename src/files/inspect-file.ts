import { textTokens } from '../conversation/tokens.ts'
import { decodeText, hasByteOrderMark } from './decode-text.ts'
import { looksLikePdf, readPdf } from './read-pdf.ts'
import type { Refusal } from './refusal.ts'

/** What a file turned out to be. Its bytes are UTF-8 if it is a text, and those that were given otherwise. */
export type Inspected =
  | {
      readonly type: 'text'
      readonly bytes: Uint8Array
      readonly tokens: number
      /** Present if another encoding is about as likely. */
      readonly assumedEncoding?: string
    }
  | { readonly type: 'pdf'; readonly bytes: Uint8Array; readonly pages: number }
  | { readonly type: 'image'; readonly bytes: Uint8Array }
  | { readonly type: 'refused'; readonly refusal: Refusal }

/** The most bytes of each kind. A request may have 32 MB, and base64 adds a third. */
const limits = { image: 25_000_000, pdf: 15_000_000, text: 300_000 } as const

/** The beginning of a text that is too long anyway. */
const sampleBytes = 4096

const binaryKinds: readonly {
  readonly kind: 'archive' | 'program' | 'audio' | 'video' | 'office'
  readonly types: RegExp
}[] = [
  { kind: 'audio', types: /^audio\// },
  { kind: 'video', types: /^video\/|x-shockwave-flash/ },
  { kind: 'office', types: /officedocument|opendocument|msword|ms-excel|ms-powerpoint|x-cfb|epub|indesign/ },
  {
    kind: 'archive',
    types:
      /zip|compressed|x-tar|x-rar|x-xz|x-lz|zstd|x-cpio|x-ar\b|vnd\.ms-cab|x-iso9660|diskimage|x-deb|x-rpm/,
  },
  {
    kind: 'program',
    types: /msdownload|x-elf|mach-binary|wasm|java-vm|x-nintendo|android|x-sqlite3|x-msi|llvm/,
  },
]

const refused = (refusal: Refusal): Inspected => ({ type: 'refused', refusal })

const tooLarge = (bytes: Uint8Array, limit: number): Inspected =>
  refused({ kind: 'too-large', bytes: bytes.length, limit })

const asPdf = async (bytes: Uint8Array): Promise<Inspected> => {
  if (bytes.length > limits.pdf) return tooLarge(bytes, limits.pdf)
  const read = await readPdf(bytes)
  return 'kind' in read ? refused(read) : { type: 'pdf', bytes, pages: read.pages }
}

const asText = (bytes: Uint8Array, locale: string | undefined): Inspected | null => {
  const isLarge = bytes.length > limits.text * 2
  const decoded = decodeText(isLarge ? bytes.subarray(0, sampleBytes) : bytes, { locale, isPart: isLarge })
  if (decoded === null) return null
  const { text, encoding, isGuess } = decoded
  const utf8 = new TextEncoder().encode(text)
  if (isLarge || utf8.length > limits.text) return tooLarge(isLarge ? bytes : utf8, limits.text)
  return {
    type: 'text',
    bytes: utf8,
    tokens: textTokens(text),
    ...(isGuess && { assumedEncoding: encoding }),
  }
}

/** Whether there is no control character but those that lay a text out: no binary format of any size does without. */
const hasOnlyText = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => byte > 0x1f || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b)

/** The media type by the first bytes. The library is loaded with the first file, so that the bot starts faster. */
const magicType = async (bytes: Uint8Array): Promise<string | undefined> => {
  const { fileTypeFromBuffer } = await import('file-type')
  return (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime
}

const asBinary = async (bytes: Uint8Array, locale: string | undefined): Promise<Inspected> => {
  const type = await magicType(bytes)
  if (type?.startsWith('image/'))
    return bytes.length > limits.image ? tooLarge(bytes, limits.image) : { type: 'image', bytes }
  const kind = binaryKinds.find(({ types }) => types.test(type ?? ''))?.kind
  if (kind !== undefined) return refused({ kind })
  return asText(bytes, locale) ?? refused({ kind: 'unknown' })
}

/**
 * Finds out what a file is by its content, not by its name or declared type: any text that can be read is a text.
 * Slow for large or hostile files, so call it in a worker.
 */
export const inspectFile = async (bytes: Uint8Array, locale?: string): Promise<Inspected> => {
  if (bytes.length === 0) return refused({ kind: 'empty' })
  const isTextual = hasOnlyText(bytes) || hasByteOrderMark(bytes)
  if (looksLikePdf(bytes)) {
    const pdf = await asPdf(bytes)
    const isBroken = pdf.type === 'refused' && pdf.refusal.kind === 'bad-pdf'
    return (isBroken && isTextual && !startsAsPdf(bytes) ? asText(bytes, locale) : null) ?? pdf
  }
  return (isTextual ? asText(bytes, locale) : null) ?? asBinary(bytes, locale)
}

/** Whether the file begins as a PDF does. A text that only mentions PDFs does not. */
const startsAsPdf = (bytes: Uint8Array): boolean =>
  /^%PDF-\d\.\d\s/.test(
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 12)).toString('latin1'),
  )
