import type { Comparison, Figures } from './comparison.ts'
import type { Spread } from './statistics.ts'
import type { Style } from './style.ts'

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`

const spread = ({ median, least, most }: Spread): string =>
  least === most
    ? seconds(median)
    : `${seconds(median)} (${(least / 1_000).toFixed(2)}–${(most / 1_000).toFixed(2)})`

const ways = ({ stream, whole }: Comparison): readonly (readonly [string, Figures | null])[] => [
  ['streaming', stream],
  ['whole', whole],
]

const row = (comparison: Comparison, way: string, figures: Figures | null): readonly string[] => {
  const { trial, rate } = comparison
  const name = way === 'streaming' ? [trial.model, String(trial.maxTokens)] : ['', '']
  if (figures === null) return [...name, way, 'not sent', '', '', '']
  const { first, end, tokens } = figures
  const perSecond = way === 'streaming' ? rate.toFixed(0) : ''
  return [...name, way, spread(first), spread(end), tokens.toFixed(0), perSecond]
}

const aligned = (rows: readonly (readonly string[])[]): readonly string[] => {
  const width = (column: number): number => Math.max(...rows.map((cells) => (cells[column] ?? '').length))
  return rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(width(column)))
      .join('  ')
      .trimEnd(),
  )
}

/** The figures as a table: for each model and length one line with streaming and one without. */
export const comparisonTable = (comparisons: readonly Comparison[], style: Style): string => {
  const head = ['model', 'limit', 'how', 'first text', 'to the end', 'tokens', 'tokens/s']
  const body = comparisons.flatMap((comparison) =>
    ways(comparison).map(([way, figures]) => row(comparison, way, figures)),
  )
  const [title = '', ...lines] = aligned([head, ...body])
  return [style('bold', title), ...lines].join('\n')
}

/** A sentence for each comparison with the measured ratio and the ratio that length and rate predict. */
export const ratioLines = (comparisons: readonly Comparison[]): string =>
  comparisons
    .map(({ trial, ratio, expected, rate, whole }) => {
      const name = `${trial.model}, ${trial.maxTokens} tokens`
      if (ratio === null) return `${name}: not compared`
      const why = `${whole?.tokens.toFixed(0)} tokens at ${rate.toFixed(0)} a second let expect ${expected.toFixed(1)}`
      return `${name}: without streaming the first text takes ${ratio.toFixed(1)} times as long (${why})`
    })
    .join('\n')

const full = 46

/** The times to the first text as bars on one scale. */
export const bars = (comparisons: readonly Comparison[], style: Style): string => {
  const longest = Math.max(
    ...comparisons.flatMap(({ stream, whole }) => [stream.first.median, whole?.first.median ?? 0]),
  )
  return comparisons
    .flatMap((comparison) =>
      ways(comparison).flatMap(([way, figures]) => {
        if (figures === null) return []
        const { median } = figures.first
        const bar = '█'.repeat(Math.max(1, Math.round((median / longest) * full)))
        const name = way === 'streaming' ? `${comparison.trial.model} ${comparison.trial.maxTokens}` : ''
        const colour = way === 'streaming' ? 'green' : 'yellow'
        return [`${name.padEnd(24)} ${way.padEnd(9)} ${style(colour, bar)} ${seconds(median)}`]
      }),
    )
    .join('\n')
}
