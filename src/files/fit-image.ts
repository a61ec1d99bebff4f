import type { Metadata, Sharp } from 'sharp'
import type { ImageType } from '../conversation/claude.ts'
import type { Refusal } from './refusal.ts'

/** An image as the Messages API takes it, or why there is none. */
export type FittedImage =
  | {
      readonly type: 'image'
      readonly mediaType: ImageType
      readonly bytes: Uint8Array
      readonly width: number
      readonly height: number
    }
  | { readonly type: 'refused'; readonly refusal: Refusal }

/** Claude gains little beyond this edge, and every later turn pays for it (platform.claude.com, Vision). */
const longestEdge = 1568

/** Claude sees squares of 28 px. The API refuses some images that are smaller in one direction, such as icons and lines. */
const shortestEdge = 28

/** Stored with the conversation and sent with every turn; the API itself takes 10 MB in base64. */
const mostBytes = 3_500_000

/** The most memory, in bytes, that decoding may take; and the most pixels where it takes only some lines at a time. */
const mostDecoded = 200_000_000
const mostStreamedPixels = 250_000_000

const secondsPerImage = 20

const apiTypes: Readonly<Record<string, ImageType>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
}

const bytesPerSample: Readonly<Record<string, number>> = {
  uchar: 1,
  char: 1,
  ushort: 2,
  short: 2,
  uint: 4,
  int: 4,
  float: 4,
  complex: 8,
  double: 8,
  dpcomplex: 16,
}

/** Loaded when the first image comes: it is large, and many bots never see one. The size is checked here, not there. */
const loadSharp = async () => {
  const { default: sharp } = await import('sharp')
  return (bytes: Uint8Array): Sharp =>
    sharp(bytes, { limitInputPixels: false, sequentialRead: true, failOn: 'error' })
}

/** Baseline JPEG and PNG without interlacing are decoded line by line. */
const isStreamed = ({ format, isProgressive }: Metadata): boolean =>
  (format === 'jpeg' || format === 'png') && !isProgressive

/** The memory for one pixel. A progressive JPEG is held as coefficients of 16 bits, with fewer of them for its colours. */
const bytesPerPixel = ({ format, channels, depth, chromaSubsampling }: Metadata): number => {
  if (format !== 'jpeg') return channels * (bytesPerSample[depth] ?? 8)
  return 2 * (chromaSubsampling === '4:2:0' ? 1.5 : channels)
}

/** The refusal of an image that has too many pixels to be decoded; null if it can be. */
const tooManyPixels = (metadata: Metadata): Refusal | null => {
  const { width, height, pageHeight = height } = metadata
  const pixels = width * pageHeight
  const limit = isStreamed(metadata) ? mostStreamedPixels : Math.floor(mostDecoded / bytesPerPixel(metadata))
  return pixels > limit ? { kind: 'too-many-pixels', pixels, limit } : null
}

/** Whether it can be sent as it is: small enough, one frame, and without the camera's notes. */
const fits = ({ width, height, format, pages = 1, exif, xmp }: Metadata, bytes: Uint8Array): boolean =>
  apiTypes[format] !== undefined &&
  Math.max(width, height) <= longestEdge &&
  Math.min(width, height) >= shortestEdge &&
  bytes.length <= mostBytes &&
  pages === 1 &&
  exif === undefined &&
  xmp === undefined

type Encoded = { readonly mediaType: ImageType; readonly bytes: Uint8Array }

const encode = async (image: Sharp, isPhoto: boolean, hasAlpha: boolean): Promise<Encoded> => {
  // Drawings and screenshots stay sharp as PNG; photographs become too large.
  if (!isPhoto) {
    const png = await image.clone().png({ compressionLevel: 8 }).toBuffer()
    if (png.length <= mostBytes / 2) return { mediaType: 'image/png', bytes: png }
  }
  return hasAlpha
    ? { mediaType: 'image/webp', bytes: await image.webp({ quality: 85 }).toBuffer() }
    : { mediaType: 'image/jpeg', bytes: await image.jpeg({ quality: 85 }).toBuffer() }
}

type Open = (bytes: Uint8Array) => Sharp

/** Enlarges a tiny image by whole steps, and puts one that is too thin in the middle of a margin. */
const enlarged = async (bytes: Uint8Array, open: Open): Promise<Buffer> => {
  const { width, height, hasAlpha } = await open(bytes).metadata()
  const step = Math.max(
    1,
    Math.min(
      Math.ceil((2 * shortestEdge) / Math.min(width, height)),
      Math.floor(256 / Math.max(width, height)),
    ),
  )
  const large = { width: width * step, height: height * step }
  const across = Math.max(0, shortestEdge - large.width)
  const down = Math.max(0, shortestEdge - large.height)
  return open(bytes)
    .resize({ ...large, kernel: 'nearest', fit: 'fill' })
    .extend({
      left: Math.floor(across / 2),
      right: Math.ceil(across / 2),
      top: Math.floor(down / 2),
      bottom: Math.ceil(down / 2),
      background: hasAlpha ? '#0000' : '#fff',
    })
    .png()
    .toBuffer()
}

const converted = async (bytes: Uint8Array, metadata: Metadata, open: Open): Promise<FittedImage> => {
  const inside = { width: longestEdge, height: longestEdge, fit: 'inside', withoutEnlargement: true } as const
  // Made smaller before it is turned: turning needs all pixels in memory.
  const small = await open(bytes)
    .timeout({ seconds: secondsPerImage })
    .resize(inside)
    .keepExif()
    .png({ compressionLevel: 1 })
    .toBuffer()
  const upright = await open(small)
    .autoOrient()
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true })
  const isTiny = Math.min(upright.info.width, upright.info.height) < shortestEdge
  const ready = open(isTiny ? await enlarged(upright.data, open) : upright.data)
  const encoded = await encode(ready, metadata.format === 'jpeg' && !isTiny, metadata.hasAlpha)
  const { width, height } = await open(encoded.bytes).metadata()
  return { type: 'image', ...encoded, width, height }
}

/**
 * Makes an image fit the Messages API: scaled, upright, its first frame only, in a format that the API takes, and without
 * the camera's notes (such as the place). An image that fits is returned as it is. Decodes nothing that would take more
 * than 200 MB. Runs in the threads of the image library.
 */
export const fitImage = async (bytes: Uint8Array): Promise<FittedImage> => {
  const open = await loadSharp()
  try {
    const metadata = await open(bytes).metadata()
    const refusal = tooManyPixels(metadata)
    if (refusal !== null) return { type: 'refused', refusal }
    const mediaType = apiTypes[metadata.format]
    if (mediaType === undefined || !fits(metadata, bytes)) return await converted(bytes, metadata, open)
    // Its head may be whole and the rest missing.
    await open(bytes).timeout({ seconds: secondsPerImage }).stats()
    return { type: 'image', mediaType, bytes, width: metadata.width, height: metadata.height }
  } catch {
    return { type: 'refused', refusal: { kind: 'bad-image' } }
  }
}
