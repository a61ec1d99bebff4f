import { mkdirSync, writeFileSync } from 'node:fs'
import type { Showing } from './contest.ts'
import { type Bucket, optimumOf } from './optimum.ts'
import { type Line, picture } from './picture.ts'
import { arrivalsOf, end, kinds, type Trace } from './traces.ts'

const colors = ['#2563eb', '#0ea5e9', '#9ca3af', '#f59e0b', '#ef4444', '#a855f7', '#14b8a6']

export type Drawing = { readonly name: string; readonly svg: string }

/** Draws one picture for each kind, of its first seed. */
export const drawPictures = (
  showings: readonly Showing[],
  bucket: Bucket,
  latency: number,
): readonly Drawing[] =>
  kinds.flatMap((kind) => {
    const own = showings.filter(({ trace }) => trace.kind === kind)
    const trace = own[0]?.trace
    if (!trace) return []
    const until = end(trace) * 1.15 + 500
    const lines = [...contestants(own, trace), written(trace), ideal(trace, bucket, latency)]
    const title = `${kind}, ${bucket.limit} edits per ${bucket.window / 1_000} s: words written and words shown`
    const name = `${kind}-${bucket.limit}-per-${bucket.window / 1_000}s.svg`
    const strings = arrivalsOf(trace).reduce((sum, arrival) => sum + arrival.strings, 0)
    return [{ name, svg: picture(title, until, strings, lines) }]
  })

/** Writes the pictures into a folder, which is made if it is missing. */
export const writePictures = (drawings: readonly Drawing[], folder: URL): void => {
  mkdirSync(folder, { recursive: true })
  for (const { name, svg } of drawings) writeFileSync(new URL(name, folder), svg)
}

const contestants = (showings: readonly Showing[], trace: Trace): readonly Line[] =>
  showings
    .filter((one) => one.trace.seed === trace.seed)
    .sort((a, b) => Number(b.strategy === 'Tendril') - Number(a.strategy === 'Tendril'))
    .map(({ strategy, measured }, index) => ({
      name: strategy,
      color: colors[index] ?? '#000',
      width: index === 0 ? 2.5 : 1.2,
      points: rising(measured.shown),
    }))

const written = (trace: Trace): Line => {
  let sum = 0
  const points = arrivalsOf(trace).map(({ at, strings }) => {
    sum += strings
    return [at, sum] as const
  })
  return { name: 'written by Claude', color: '#111827', points, width: 1 }
}

const ideal = (trace: Trace, bucket: Bucket, latency: number): Line => {
  const arrivals = arrivalsOf(trace)
  const points = optimumOf(arrivals, bucket).edits.map((at) => {
    const strings = arrivals
      .filter((arrival) => arrival.at <= at)
      .reduce((sum, arrival) => sum + arrival.strings, 0)
    return [at + latency / 2, strings] as const
  })
  return { name: 'best possible', color: '#22c55e', points, width: 2 }
}

const rising = (shown: Line['points']): Line['points'] => {
  let best = 0
  return shown.map(([at, strings]) => {
    best = Math.max(best, strings)
    return [at, best] as const
  })
}
