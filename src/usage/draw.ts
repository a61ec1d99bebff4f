import sharp from 'sharp'
import { parse, View } from 'vega'
import { chartOf } from './chart.ts'
import type { Picture } from './picture.ts'

/** Twice the size of the drawing, in dots per inch, for screens with small dots. */
const density = 144

/** Draws a picture as PNG. It takes long enough to be done off the event loop. */
export const draw = async (picture: Picture): Promise<Uint8Array> => {
  const view = new View(parse(chartOf(picture)), { renderer: 'none' })
  try {
    const svg = await view.toSVG()
    return await sharp(Buffer.from(svg), { density }).png({ compressionLevel: 9 }).toBuffer()
  } finally {
    view.finalize()
  }
}
