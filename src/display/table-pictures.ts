import type { Strings } from '../i18n/strings.ts'
import { cut } from '../markdown/cut.ts'
import type { PagePicture } from './page.ts'

/** A table of an answer, drawn as PNG. */
export type DrawnTable = {
  readonly png: Uint8Array
  readonly header: readonly string[]
  /** How many rows it has beside its header. */
  readonly rows: number
}

/** The longest text for those who do not see a picture, in code points (Discord's limit). */
const longestDescription = 1_024

/** The pictures of an answer's tables, as they are attached. */
export const tablePictures = (tables: readonly DrawnTable[], { messages }: Strings): readonly PagePicture[] =>
  tables.map(({ png, header, rows }, index) => ({
    name: index === 0 ? 'table.png' : `table-${index + 1}.png`,
    png,
    description: cut(
      messages.tablePicture(
        header.filter((cell) => cell !== ''),
        rows,
      ),
      longestDescription,
    ),
  }))
