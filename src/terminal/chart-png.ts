import sharp from 'sharp'
import type { Comparison } from './comparison.ts'

type Bar = { readonly label: string; readonly ms: number; readonly color: string }

const colors = { streaming: '#2e9e6b', whole: '#d9a03f' } as const
const [width, left, top, step, barHeight] = [900, 330, 60, 34, 20]

const barsOf = (comparisons: readonly Comparison[]): readonly Bar[] =>
  comparisons.flatMap(({ trial, stream, whole }) => {
    const name = `${trial.model}, ${trial.maxTokens} tokens`
    return [
      { label: `${name}, streaming`, ms: stream.first.median, color: colors.streaming },
      ...(whole === null ? [] : [{ label: `${name}, whole`, ms: whole.first.median, color: colors.whole }]),
    ]
  })

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)

const row = ({ label, ms, color }: Bar, index: number, longest: number): string => {
  const y = top + index * step
  const length = Math.max(2, Math.round((ms / longest) * (width - left - 90)))
  return [
    `<text x="20" y="${y + 15}">${escaped(label)}</text>`,
    `<rect x="${left}" y="${y}" width="${length}" height="${barHeight}" fill="${color}"/>`,
    `<text x="${left + length + 10}" y="${y + 15}">${(ms / 1_000).toFixed(2)} s</text>`,
  ].join('')
}

/** Draws the times to the first text as a bar chart in SVG. */
export const chartSvg = (comparisons: readonly Comparison[]): string => {
  const bars = barsOf(comparisons)
  const longest = Math.max(1, ...bars.map(({ ms }) => ms))
  const height = top + bars.length * step + 20
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="15">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    '<text x="20" y="36">Seconds to the first text</text>',
    ...bars.map((bar, index) => row(bar, index, longest)),
    '</svg>',
  ].join('')
}

/** Draws the times to the first text as a PNG. */
export const chartPng = (comparisons: readonly Comparison[]): Promise<Buffer> =>
  sharp(Buffer.from(chartSvg(comparisons)))
    .png()
    .toBuffer()
