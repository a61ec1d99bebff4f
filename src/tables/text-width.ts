import stringWidth from 'string-width'

/** How wide a text is drawn, in px: an estimate for DejaVu Sans, which is wider than most fonts. */
export const textWidth = (text: string, fontSize: number, bold: boolean): number => {
  let ems = 0
  for (const character of text) ems += widthOf(character)
  return ems * fontSize * (bold ? 1.12 : 1)
}

const widthOf = (character: string): number => {
  if (/^[ .,:;'!|iIjl()[\]]$/.test(character)) return 0.36
  if (/^[frt/\\"\-°]$/.test(character)) return 0.42
  if (/^[mwMW@%—]$/.test(character)) return 1
  if (/^[A-Z&OQ]$/.test(character)) return 0.74
  if (/^[\x21-\x7e]$/.test(character)) return 0.64
  const columns = stringWidth(character)
  return columns === 2 ? 1.05 : columns * 0.75
}

/** A word, or one East Asian character, with the space behind it: a line can end after each. */
const pieces =
  /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]\s*|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+\s*/gu

/** How wide the longest piece of a text is that a line keeps whole, in px. */
export const longestPiece = (text: string, fontSize: number, bold: boolean): number =>
  Math.max(0, ...(text.match(pieces) ?? []).map((piece) => textWidth(piece.trimEnd(), fontSize, bold)))

/** How text is wrapped: sizes in px. */
type Wrapping = {
  readonly width: number
  readonly fontSize: number
  readonly bold: boolean
  /** The most lines. */
  readonly most: number
}

/** `text` in lines that are at most `width` px wide, as many as `most`; an ellipsis ends what is cut. */
export const wrapText = (text: string, { width, fontSize, bold, most }: Wrapping): readonly string[] => {
  const fits = (line: string): boolean => textWidth(line.trimEnd(), fontSize, bold) <= width
  const lines: string[] = []
  let line = ''
  const take = (piece: string): void => {
    if (line !== '' && !fits(line + piece)) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  for (const piece of text.match(pieces) ?? []) {
    if (lines.length > most) break
    // A word that is longer than a line is divided.
    if (fits(piece)) take(piece)
    else for (const character of piece) take(character)
  }
  lines.push(line.trimEnd())
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]} …`]
}
