import sharp from 'sharp'
import type { DrawnTable } from '../display/table-pictures.ts'
import { wideTables } from '../markdown/wide-tables.ts'
import { drawable } from './drawable.ts'
import { type TableSvg, tableSvg } from './table-svg.ts'

/** So many tables of one answer are drawn. */
export const mostPictures = 4

/** Twice the size of the drawing, for screens with small dots, but no more dots than these. */
const scale = 2
const mostDots = 8_000_000

/** In dots per inch; 72 is the size of the drawing. */
const densityFor = ({ width, height }: TableSvg): number =>
  72 * Math.min(scale, Math.sqrt(mostDots / (width * height)))

/** Draws the first wide tables of an answer. It takes long enough to be done off the event loop. */
export const drawWideTables = async (source: string): Promise<readonly DrawnTable[]> => {
  const drawn: DrawnTable[] = []
  for (const found of wideTables(source)) {
    const table = drawable(found)
    if (table === undefined) continue
    const drawing = tableSvg(table)
    const png = await sharp(Buffer.from(drawing.svg), { density: densityFor(drawing) })
      .png({ compressionLevel: 6 })
      .toBuffer()
    drawn.push({ png, header: table.rows[0] ?? [], rows: table.rows.length - 1 })
    if (drawn.length === mostPictures) break
  }
  return drawn
}
