import type { Turn, TurnFile } from './turn.ts'

/** Claude sees an image as squares of 28 px, at most 4,784 of them, a token each (platform.claude.com, Vision). */
const imageSquare = 28
const mostImageTokens = 4784

/** A page of a PDF is sent as an image and as its text of 1,500 to 3,000 tokens (platform.claude.com, PDF support). */
const pdfPageTokens = 3000

/** A PDF whose pages nobody has counted. */
const bytesPerPdfPage = 50_000
const mostGuessedPages = 100

/** The tags around a turn or a file. */
const tagTokens = 40

/**
 * An upper estimate of the tokens of a text: three ASCII characters to a token, or two thirds of any other character, as
 * the tokenizer since Claude 4.7 counts.
 */
export const textTokens = (text: string): number => {
  let others = 0
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) others += 1
  return Math.ceil((text.length - others) / 3 + others * 1.5)
}

/** The tokens of an image of this size. */
export const imageTokens = (width: number, height: number): number =>
  Math.min(mostImageTokens, Math.ceil(width / imageSquare) * Math.ceil(height / imageSquare))

/** The tokens of a PDF with so many pages. */
export const pdfTokens = (pages: number): number => Math.max(1, pages) * pdfPageTokens

/** An estimate from a file's description alone, for files that were stored without one. */
export const fileTokens = ({
  mediaType,
  size,
  pages,
  width,
  height,
}: Omit<TurnFile, 'name' | 'tokens'>): number => {
  if (mediaType.startsWith('image/'))
    return width === undefined || height === undefined ? mostImageTokens : imageTokens(width, height)
  if (mediaType === 'application/pdf')
    return pdfTokens(pages ?? Math.min(mostGuessedPages, Math.ceil(size / bytesPerPdfPage)))
  return Math.ceil(size / 2)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** About how many tokens a turn costs each time it is sent. */
export const turnTokens = (turn: Turn): number => {
  if (turn.role === 'answer') return textTokens(turn.text) + tagTokens
  if (turn.unsendable !== undefined) return tagTokens
  return (
    tagTokens +
    textTokens(turn.text) +
    textTokens(turn.quote?.text ?? '') +
    sum(turn.files.map(({ tokens }) => tokens + tagTokens))
  )
}

/** About how many bytes a turn adds to the body of a request: base64 makes files a third larger. */
export const turnBytes = (turn: Turn): number => {
  if (turn.role === 'answer') return turn.text.length * 3
  if (turn.unsendable !== undefined) return 0
  return turn.text.length * 3 + sum(turn.files.map(({ size }) => size * 1.4))
}

/** How many images and documents a turn adds to a request. */
export const turnFiles = (turn: Turn): number =>
  turn.role === 'question' && turn.unsendable === undefined
    ? turn.files.filter(({ mediaType }) => !mediaType.startsWith('text/')).length
    : 0
