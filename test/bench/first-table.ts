import { of, type Showing } from './contest.ts'
import { markdownTable, mean, ms } from './markdown.ts'
import type { Measured } from './measure.ts'
import { type Bucket, optimumOf } from './optimum.ts'
import { arrivalsOf, type Kind, kinds, type Trace } from './traces.ts'

/** The least mean lag that a trace can have, the time to the reader included. */
export const best = (trace: Trace, bucket: Bucket, latency: number): number =>
  optimumOf(arrivalsOf(trace), bucket).meanLag + latency / 2

/** What one strategy came to on one kind, the mean of its seeds. */
export type Row = {
  readonly strategy: string
  readonly kind: Kind
  readonly ratio: number
  readonly optimum: number
} & Record<'mean' | 'p95' | 'first' | 'final' | 'edits' | 'refusals' | 'idle' | 'stale' | 'lost', number>

export const rowsOf = (showings: readonly Showing[], bucket: Bucket, latency: number): readonly Row[] =>
  [...new Set(showings.map(({ strategy }) => strategy))].flatMap((strategy) =>
    kinds.map((kind) => rowOf(strategy, kind, of(showings, strategy, kind), bucket, latency)),
  )

const rowOf = (
  strategy: string,
  kind: Kind,
  showings: readonly Showing[],
  bucket: Bucket,
  latency: number,
): Row => {
  const bests = showings.map(({ trace }) => best(trace, bucket, latency))
  const over = (pick: (measured: Measured) => number) => mean(showings.map(({ measured }) => pick(measured)))
  return {
    strategy,
    kind,
    ratio: mean(showings.map(({ measured }, n) => measured.mean / (bests[n] ?? Number.NaN))),
    optimum: mean(bests),
    mean: over((measured) => measured.mean),
    p95: over((measured) => measured.p95),
    first: over((measured) => measured.first),
    final: over((measured) => measured.final),
    edits: over((measured) => measured.edits),
    refusals: over((measured) => measured.refusals),
    idle: over((measured) => measured.idle),
    stale: over((measured) => measured.stale),
    lost: over((measured) => measured.lost),
  }
}

const head = [
  'kind',
  'mean',
  'p95',
  'first',
  'final',
  'edits',
  '429s',
  'optimum',
  'ratio',
  'nothing new',
  'older',
  'never seen',
]

/** One table for each strategy. */
export const firstTable = (rows: readonly Row[]): string =>
  [...new Set(rows.map(({ strategy }) => strategy))]
    .map((strategy) => {
      const own = rows.filter((row) => row.strategy === strategy)
      const ratios = own.map(({ ratio }) => ratio)
      const cells = own.map((row) => [
        row.kind,
        ...[row.mean, row.p95, row.first, row.final].map(ms),
        row.edits.toFixed(1),
        row.refusals.toFixed(1),
        ms(row.optimum),
        row.ratio.toFixed(2),
        ...[row.idle, row.stale, row.lost].map((count) => count.toFixed(1)),
      ])
      const last = ['**all**', '', '', '', '', '', '', '', `**${mean(ratios).toFixed(2)}**`, '', '', '']
      return `**${strategy}** (worst ${Math.max(...ratios).toFixed(2)})\n\n${markdownTable(head, [...cells, last])}`
    })
    .join('\n\n')

/** Ratios of all strategies side by side. */
export const ratioTable = (rows: readonly Row[]): string => {
  const strategies = [...new Set(rows.map(({ strategy }) => strategy))]
  const ratio = (strategy: string, kind: Kind) =>
    rows.find((row) => row.strategy === strategy && row.kind === kind)?.ratio ?? Number.NaN
  return markdownTable(
    ['strategy', ...kinds, 'mean'],
    strategies.map((strategy) => [
      strategy,
      ...kinds.map((kind) => ratio(strategy, kind).toFixed(2)),
      mean(kinds.map((kind) => ratio(strategy, kind))).toFixed(2),
    ]),
  )
}

/** How our last texts came, by what they had to wait for when the stream ended. */
export const endings = (showings: readonly Showing[], strategy: string): string => {
  const own = showings.filter((one) => one.strategy === strategy).map(({ measured }) => measured)
  const rows = (['free', 'in-flight', 'dry'] as const).map((ending) => {
    const finals = own.filter((one) => one.ending === ending).map(({ final }) => final)
    const sorted = [...finals].sort((a, b) => a - b)
    const worst = sorted.at(-1)
    return [
      ending,
      `${finals.length}`,
      finals.length ? ms(mean(finals)) : '',
      worst === undefined ? '' : ms(worst),
    ]
  })
  return markdownTable(['when the stream ended', 'replies', 'last text, mean', 'worst'], rows)
}
