import type { Comparison } from './comparison.ts'

type Bar = { readonly label: string; readonly ms: number; readonly color: number }

const colours = { streaming: 0x2e9e6bff, whole: 0xd9a03fff, ground: 0xffffffff } as const
const [width, left, top, step, barHeight] = [900, 330, 60, 34, 20]

const barsOf = (comparisons: readonly Comparison[]): readonly Bar[] =>
  comparisons.flatMap(({ trial, stream, whole }) => {
    const name = `${trial.model}, ${trial.maxTokens} tokens`
    return [
      { label: `${name}, streaming`, ms: stream.first.median, color: colours.streaming },
      ...(whole === null ? [] : [{ label: `${name}, whole`, ms: whole.first.median, color: colours.whole }]),
    ]
  })

const library = async () => {
  try {
    return { ...(await import('jimp')), ...(await import('jimp/fonts')) }
  } catch {
    throw new Error(
      '--png needs the package "jimp", which an install without development packages leaves out',
    )
  }
}

/** Draws the times to the first text as a PNG. */
export const chartPng = async (comparisons: readonly Comparison[]): Promise<Buffer> => {
  const { Jimp, JimpMime, loadFont, SANS_16_BLACK } = await library()
  const font = await loadFont(SANS_16_BLACK)
  const bars = barsOf(comparisons)
  const longest = Math.max(...bars.map(({ ms }) => ms))
  const image = new Jimp({ width, height: top + bars.length * step + 20, color: colours.ground })
  image.print({ font, x: 20, y: 20, text: 'Seconds to the first text' })
  for (const [index, { label, ms, color }] of bars.entries()) {
    const y = top + index * step
    const length = Math.max(2, Math.round((ms / longest) * (width - left - 90)))
    image.print({ font, x: 20, y, text: label })
    image.scan(left, y, length, barHeight, (x, row) => image.setPixelColor(color, x, row))
    image.print({ font, x: left + length + 10, y, text: `${(ms / 1_000).toFixed(2)} s` })
  }
  return image.getBuffer(JimpMime.png)
}
