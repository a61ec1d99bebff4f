import { pdfPages } from '../files/pdf-pages.ts'
import type { Turn, TurnFile } from './turn.ts'

/** The most that one image costs (platform.claude.com, Vision: 28 px squares, at most 4,784 of them). */
const imageTokens = 4784

/** A page of a PDF is sent as its text and as an image (platform.claude.com, PDF support: 1,500 to 3,000 for the text). */
const pdfPageTokens = 3000

/** The tags around what somebody says. */
const tagTokens = 40

/**
 * About how many tokens a text has, rather too many than too few, without asking anybody: three ASCII characters or
 * two thirds of any other one to a token, as the tokenizer since Claude 4.7 counts.
 */
export const textTokens = (text: string): number => {
  let others = 0
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) others += 1
  return Math.ceil((text.length - others) / 3 + others * 1.5)
}

const fileTokens = ({ mediaType, bytes }: TurnFile): number => {
  if (mediaType.startsWith('image/')) return imageTokens
  if (mediaType === 'application/pdf') return Math.max(1, pdfPages(bytes)) * pdfPageTokens
  return Math.ceil(bytes.length / 2)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/** About how many tokens a turn costs each time it is sent. */
export const turnTokens = (turn: Turn): number => {
  if (turn.role === 'answer') return textTokens(turn.text) + tagTokens
  return (
    tagTokens +
    textTokens(turn.text) +
    textTokens(turn.quote?.text ?? '') +
    sum(turn.files.map((file) => fileTokens(file) + tagTokens))
  )
}

/** How many bytes a turn adds to the body of a request: files grow by a third in base64. */
export const turnBytes = (turn: Turn): number =>
  turn.text.length * 3 +
  (turn.role === 'question' ? sum(turn.files.map(({ bytes }) => bytes.length * 1.4)) : 0)
