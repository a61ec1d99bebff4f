import type { WideTable } from '../markdown/wide-tables.ts'

/** What is drawn in colours elsewhere, as the font has it. */
const plain: ReadonlyMap<string, string> = new Map([
  ['✅', '✔'],
  ['☑️', '✔'],
  ['❌', '✘'],
  ['❎', '✘'],
  ['⭐', '★'],
])

const pictograph =
  /(?:\p{RI}\p{RI}|[\d#*]\ufe0f?\u20e3|\p{Emoji_Presentation}|\p{Emoji}\ufe0f)(?:\p{EMod}|[\ufe0f\u200d]|(?<=\u200d)\p{Emoji}|[\u{e0020}-\u{e007f}])*/gu

/** The scripts that the fonts of the container image have, with signs and what belongs to no script. */
const known =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Common}\p{Script=Inherited}]*$/u

/**
 * A table as it can be drawn with those fonts, which have no emoji: a tick is a tick in another font, and an emoji beside
 * words is left out. Undefined where something would be lost: an emoji that stands alone, or a script that they lack.
 */
export const drawable = (table: WideTable): WideTable | undefined => {
  const rows = table.rows.map((row) => row.map(withoutEmoji))
  const isLost = rows.some((row, at) =>
    row.some((cell, column) => (cell === '' && table.rows[at]?.[column] !== '') || !known.test(cell)),
  )
  return isLost ? undefined : { ...table, rows }
}

const withoutEmoji = (cell: string): string => {
  const left = cell.replace(
    pictograph,
    (emoji) => plain.get(emoji) ?? plain.get(emoji.replace('\ufe0f', '')) ?? '',
  )
  return left === cell ? cell : left.replace(/ {2,}/g, ' ').trim()
}
