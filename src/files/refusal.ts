/** Why a file is not given to Claude, with what a person needs to know to give it otherwise. */
export type Refusal =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-large'; readonly bytes: number; readonly limit: number }
  /** With the files before it, it is more than one question can bring. */
  | { readonly kind: 'too-much'; readonly limit: number }
  | { readonly kind: 'archive' | 'program' | 'audio' | 'video' | 'office' | 'unknown' }
  /** An image that cannot be read, or is of a kind that cannot be converted. */
  | { readonly kind: 'bad-image' }
  | { readonly kind: 'too-many-pixels'; readonly pixels: number; readonly limit: number }
  | { readonly kind: 'too-many-pages'; readonly pages: number; readonly limit: number }
  /** A PDF that asks for a password. */
  | { readonly kind: 'locked' }

const megabytes = (bytes: number): string =>
  bytes < 1_000_000
    ? `${Math.ceil(bytes / 1000)} KB`
    : `${(bytes / 1_000_000).toFixed(1).replace('.0', '')} MB`

const why = (refusal: Refusal): string => {
  switch (refusal.kind) {
    case 'empty':
      return 'it is empty'
    case 'too-large':
      return `it has ${megabytes(refusal.bytes)}, and at most ${megabytes(refusal.limit)} of its kind can be read`
    case 'too-much':
      return `with the files before it, it is more than ${megabytes(refusal.limit)}: ask about it separately`
    case 'archive':
      return 'archives are not opened: attach the files themselves'
    case 'program':
      return 'programs cannot be read: attach their source code'
    case 'audio':
      return 'sound cannot be heard: attach a transcript'
    case 'video':
      return 'videos cannot be watched: attach pictures from it'
    case 'office':
      return 'office documents cannot be read: save it as PDF or text'
    case 'unknown':
      return 'it is neither an image, a PDF nor text'
    case 'bad-image':
      return 'the image cannot be read: save it as PNG or JPEG'
    case 'too-many-pixels':
      return `the image has ${Math.round(refusal.pixels / 1e6)} million pixels, and at most ${Math.round(refusal.limit / 1e6)} million can be read: make it smaller`
    case 'too-many-pages':
      return `it has about ${refusal.pages} pages, and at most ${refusal.limit} can be read: attach a part of it`
    case 'locked':
      return 'it asks for a password: save it without one'
  }
}

/** Says in English which file was refused, why, and what to do. */
export const refusalText = (name: string, refusal: Refusal): string => `${name}: ${why(refusal)}.`
