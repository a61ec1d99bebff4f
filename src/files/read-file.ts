import { type Clock, systemClock } from '../clock.ts'
import { imageTokens, pdfTokens } from '../conversation/tokens.ts'
import type { NewFile } from '../conversation/turn.ts'
import { fileName } from './file-name.ts'
import { type FittedImage, fitImage } from './fit-image.ts'
import type { Inspected } from './inspect-file.ts'
import { inspectInWorker } from './inspect-in-worker.ts'
import type { Refusal } from './refusal.ts'

/** A described file that can be stored and sent, or why it is refused. `name` is safe to show. */
export type ReadFile =
  | {
      readonly type: 'file'
      readonly file: NewFile
      /** Present if a text may be in another encoding too. */
      readonly assumedEncoding?: string
    }
  | { readonly type: 'refused'; readonly name: string; readonly refusal: Refusal }

/**
 * Reads files. `locale` helps to tell encodings apart.
 *
 * @example const read = await fileReader('data.csv', bytes, 'ja')
 */
export type FileReader = (givenName: string, bytes: Uint8Array, locale?: string) => Promise<ReadFile>

const fromInspected = async (
  name: string,
  inspected: Inspected,
  decode: (image: Uint8Array) => Promise<FittedImage>,
): Promise<ReadFile> => {
  switch (inspected.type) {
    case 'refused':
      return { type: 'refused', name, refusal: inspected.refusal }
    case 'text': {
      const { bytes, tokens, assumedEncoding } = inspected
      const file = { name, mediaType: 'text/plain', size: bytes.length, tokens, bytes }
      return { type: 'file', file, ...(assumedEncoding !== undefined && { assumedEncoding }) }
    }
    case 'pdf': {
      const { bytes, pages } = inspected
      const size = { size: bytes.length, tokens: pdfTokens(pages), pages }
      return { type: 'file', file: { name, mediaType: 'application/pdf', ...size, bytes } }
    }
    case 'image': {
      const fitted = await decode(inspected.bytes)
      if (fitted.type === 'refused') return { type: 'refused', name, refusal: fitted.refusal }
      const { mediaType, bytes, width, height } = fitted
      const size = { size: bytes.length, tokens: imageTokens(width, height), width, height }
      return { type: 'file', file: { name, mediaType, ...size, bytes } }
    }
  }
}

/** Runs what it is given one after the other. */
const oneAtATime = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(act: () => Promise<T>): Promise<T> => {
    const done = last.then(act)
    last = done.catch(() => undefined)
    return done
  }
}

/**
 * Makes a reader that inspects two files and decodes one image at a time, so that a burst of large ones neither fills the
 * memory nor, if one is made to hurt, holds up all others. It makes of a file what Claude can read: an image that fits, a
 * PDF, or text in UTF-8. `clock` limits the work of this machine's processor:
 * it is the system's, whatever time the rest of the program lives in.
 */
export const createFileReader = (clock: Clock = systemClock): FileReader => {
  const inspecting = [oneAtATime(), oneAtATime()] as const
  const decoding = oneAtATime()
  let count = 0
  return async (givenName, bytes, locale) => {
    count += 1
    const inspect = inspecting[count % 2 === 0 ? 0 : 1]
    const inspected = await inspect(() => inspectInWorker(bytes, locale, clock))
    return fromInspected(fileName(givenName), inspected, (image) => decoding(() => fitImage(image)))
  }
}
