import { fileTokens } from '../conversation/tokens.ts'
import type { NewFile } from '../conversation/turn.ts'
import { fileName } from './file-name.ts'
import { fitImage } from './fit-image.ts'
import { pdfPages } from './pdf-pages.ts'
import type { Refusal } from './refusal.ts'
import { textOf } from './text-of.ts'

/** A file ready to be kept and given to Claude, or why it is not; `name` is fit to be shown either way. */
export type ReadFile =
  | { readonly type: 'file'; readonly file: NewFile }
  | { readonly type: 'refused'; readonly name: string; readonly refusal: Refusal }

/** The most bytes of each kind that are read. A request may have 32 MB, and base64 adds a third. */
const fileLimits = { image: 25_000_000, pdf: 15_000_000, pdfPages: 100, text: 300_000 } as const

type Content = { readonly mediaType: string; readonly bytes: Uint8Array; readonly pages?: number } | Refusal

const kinds: readonly {
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

const tooLarge = (bytes: Uint8Array, limit: number): Refusal => ({
  kind: 'too-large',
  bytes: bytes.length,
  limit,
})

const image = async (bytes: Uint8Array): Promise<Content> => {
  if (bytes.length > fileLimits.image) return tooLarge(bytes, fileLimits.image)
  const fitted = await fitImage(bytes)
  return fitted.type === 'image' ? { mediaType: fitted.mediaType, bytes: fitted.bytes } : fitted.refusal
}

const pdf = (bytes: Uint8Array): Content => {
  if (bytes.length > fileLimits.pdf) return tooLarge(bytes, fileLimits.pdf)
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('/Encrypt'))
    return { kind: 'locked' }
  const pages = pdfPages(bytes)
  if (pages > fileLimits.pdfPages) return { kind: 'too-many-pages', pages, limit: fileLimits.pdfPages }
  return { mediaType: 'application/pdf', bytes, pages }
}

/** Text in UTF-8, from whatever encoding; or else a refusal by the type that the bytes look like. */
const textOrRefusal = (bytes: Uint8Array, looksLike: string | undefined): Content => {
  const large = bytes.length > fileLimits.text * 2
  const decoded = textOf(large ? bytes.subarray(0, 4096) : bytes, large)
  if (decoded === null || (looksLike !== undefined && decoded.encoding === 'windows-1252')) {
    return { kind: kinds.find(({ types }) => types.test(looksLike ?? ''))?.kind ?? 'unknown' }
  }
  const utf8 = new TextEncoder().encode(decoded.text)
  if (large || utf8.length > fileLimits.text) return tooLarge(large ? bytes : utf8, fileLimits.text)
  return { mediaType: 'text/plain', bytes: utf8 }
}

/** The media type that the bytes show by themselves. The library is loaded with the first file: a start is quicker. */
const looksLikeType = async (bytes: Uint8Array): Promise<string | undefined> => {
  const { fileTypeFromBuffer } = await import('file-type')
  return (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime
}

const described = (name: string, content: Exclude<Content, Refusal>): NewFile => {
  const file = { name, ...content, size: content.bytes.length }
  return { ...file, tokens: fileTokens(file) }
}

const contentOf = async (bytes: Uint8Array): Promise<Content> => {
  if (bytes.length === 0) return { kind: 'empty' }
  const looksLike = await looksLikeType(bytes)
  if (looksLike === 'application/pdf') return pdf(bytes)
  if (looksLike?.startsWith('image/') && looksLike !== 'image/svg+xml') return image(bytes)
  return textOrRefusal(bytes, looksLike)
}

/**
 * Looks at what a file really holds, whatever its name and declared type say, and makes of it what Claude can read: an
 * image that fits, a PDF, or text in UTF-8.
 */
export const readFile = async (givenName: string, bytes: Uint8Array): Promise<ReadFile> => {
  const name = fileName(givenName)
  const content = await contentOf(bytes)
  return 'kind' in content
    ? { type: 'refused', name, refusal: content }
    : { type: 'file', file: described(name, content) }
}
