/** One line of a picture: words over milliseconds, as steps. */
export type Line = {
  readonly name: string
  readonly color: string
  readonly points: readonly (readonly [at: number, strings: number])[]
  readonly width?: number
}

const size = { width: 960, height: 420, left: 56, right: 210, top: 36, bottom: 40 }

/** Words written and words shown over time, as SVG. */
export const picture = (title: string, until: number, strings: number, lines: readonly Line[]): string => {
  const x = (at: number) => size.left + (Math.min(at, until) / until) * (size.width - size.left - size.right)
  const y = (count: number) =>
    size.height - size.bottom - (count / strings) * (size.height - size.top - size.bottom)
  const floor = size.height - size.bottom
  const end = size.width - size.right
  const seconds = ticks(until / 1_000).map(
    (at) =>
      `<line x1="${n(x(at * 1_000))}" y1="${size.top}" x2="${n(x(at * 1_000))}" y2="${floor}" stroke="#e5e7eb"/>` +
      `<text x="${n(x(at * 1_000))}" y="${floor + 18}" text-anchor="middle">${at} s</text>`,
  )
  const counts = ticks(strings).map(
    (count) => `<text x="${size.left - 8}" y="${n(y(count) + 4)}" text-anchor="end">${count}</text>`,
  )
  const drawn = lines.map(
    ({ points, color, width = 1.5 }) =>
      `<path d="${steps(points, until, x, y)}" fill="none" stroke="${color}" stroke-width="${width}"/>`,
  )
  const legend = lines.map(
    ({ name, color }, row) =>
      `<line x1="${end + 14}" y1="${size.top + 20 * row}" x2="${end + 34}" y2="${size.top + 20 * row}" stroke="${color}" stroke-width="3"/>` +
      `<text x="${end + 40}" y="${size.top + 20 * row + 4}">${escaped(name)}</text>`,
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12" fill="#374151">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${size.width}" height="${size.height}" fill="#fff"/>`,
    `<text x="${size.left}" y="22" font-size="15" fill="#111827">${escaped(title)}</text>`,
    ...seconds,
    ...counts,
    `<path d="M${size.left} ${size.top}V${floor}H${end}" fill="none" stroke="#9ca3af"/>`,
    ...drawn,
    ...legend,
    '</svg>\n',
  ].join('\n')
}

const n = (value: number): string => value.toFixed(1).replace(/\.0$/, '')

const steps = (
  points: Line['points'],
  until: number,
  x: (at: number) => number,
  y: (count: number) => number,
): string => {
  const visible = points.filter(([at]) => at <= until)
  return `M${n(x(0))} ${n(y(0))}${visible.map(([at, count]) => `H${n(x(at))}V${n(y(count))}`).join('')}H${n(x(until))}`
}

/** Some five round numbers up to an end. */
const ticks = (end: number): readonly number[] => {
  const raw = end / 5
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw) ?? raw
  return Array.from({ length: Math.floor(end / step) }, (_, index) =>
    Number(((index + 1) * step).toPrecision(3)),
  )
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
