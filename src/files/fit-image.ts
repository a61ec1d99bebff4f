import type { Metadata, Sharp } from 'sharp'
import type { ImageType } from '../conversation/claude.ts'
import type { Refusal } from './refusal.ts'

/** An image as the Messages API takes it, or why there is none. */
export type FittedImage =
  | { readonly type: 'image'; readonly mediaType: ImageType; readonly bytes: Uint8Array }
  | { readonly type: 'refused'; readonly refusal: Refusal }

/** Beyond this edge Claude gains little, and every later turn pays for it (platform.claude.com, Vision). */
const longestEdge = 1568

/** Kept with the conversation and sent with each turn; the API itself would take 10 MB in base64. */
const mostBytes = 3_500_000

/** More are not decoded: a small file can hold an image that fills the memory. */
const mostPixels = 100_000_000

const apiTypes: Readonly<Record<string, ImageType>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
}

/** Loaded when the first image comes: it is large, and many bots never see one. */
const loadSharp = async () => {
  const { default: sharp } = await import('sharp')
  return (bytes: Uint8Array): Sharp =>
    sharp(bytes, { limitInputPixels: mostPixels, sequentialRead: true, failOn: 'error' })
}

/** What can go as it is: small enough, one frame, and without what a camera wrote about where it was. */
const fits = ({ width, height, format, pages = 1, exif, xmp }: Metadata, bytes: Uint8Array): boolean =>
  apiTypes[format] !== undefined &&
  Math.max(width, height) <= longestEdge &&
  bytes.length <= mostBytes &&
  pages === 1 &&
  exif === undefined &&
  xmp === undefined

const scaled = async (image: Sharp, { hasAlpha, format }: Metadata): Promise<FittedImage> => {
  const small = image
    .autoOrient()
    .resize({ width: longestEdge, height: longestEdge, fit: 'inside', withoutEnlargement: true })
    .timeout({ seconds: 10 })
  // Drawings and screenshots stay sharp as PNG; it is photographs that grow too large in it.
  if (format !== 'jpeg') {
    const png = await small.clone().png({ compressionLevel: 8 }).toBuffer()
    if (png.length <= mostBytes / 2) return { type: 'image', mediaType: 'image/png', bytes: png }
  }
  return hasAlpha
    ? { type: 'image', mediaType: 'image/webp', bytes: await small.webp({ quality: 85 }).toBuffer() }
    : { type: 'image', mediaType: 'image/jpeg', bytes: await small.jpeg({ quality: 85 }).toBuffer() }
}

/**
 * Makes an image fit: scaled down, turned upright, its first frame only, converted where the API does not know its
 * format, and without the camera's notes (such as the place). One that fits already is left as it is.
 */
export const fitImage = async (bytes: Uint8Array): Promise<FittedImage> => {
  const open = await loadSharp()
  try {
    const metadata = await open(bytes).metadata()
    const pixels = metadata.width * (metadata.pageHeight ?? metadata.height)
    if (pixels > mostPixels) {
      return { type: 'refused', refusal: { kind: 'too-many-pixels', pixels, limit: mostPixels } }
    }
    const mediaType = apiTypes[metadata.format]
    if (mediaType !== undefined && fits(metadata, bytes)) {
      // Its head may be whole and the rest missing.
      await open(bytes).timeout({ seconds: 10 }).stats()
      return { type: 'image', mediaType, bytes }
    }
    return await scaled(open(bytes), metadata)
  } catch {
    return { type: 'refused', refusal: { kind: 'bad-image' } }
  }
}
