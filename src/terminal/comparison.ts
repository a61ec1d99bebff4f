import type { Measured, Trial } from './measure.ts'
import { type Spread, spreadOf } from './statistics.ts'

/** All runs of one trial, with and without streaming. `whole` is empty if the SDK would not send it. */
export type Runs = {
  readonly trial: Trial
  readonly stream: readonly Measured[]
  readonly whole: readonly Measured[]
}

/** The figures of one trial with or without streaming, over all runs. Times in ms. */
export type Figures = { readonly first: Spread; readonly end: Spread; readonly tokens: number }

/** A trial with and without streaming. */
export type Comparison = {
  readonly trial: Trial
  readonly stream: Figures
  readonly whole: Figures | null
  /** Tokens a second once the first text is there. */
  readonly rate: number
  /** How many times sooner the first text is there with streaming; null where it was not compared. */
  readonly ratio: number | null
  /** What the ratio should be by length over rate: (first + tokens / rate) / first. */
  readonly expected: number
}

const figures = (runs: readonly Measured[]): Figures => ({
  first: spreadOf(runs.map(({ firstMs }) => firstMs)),
  end: spreadOf(runs.map(({ wholeMs }) => wholeMs)),
  tokens: spreadOf(runs.map(({ tokens }) => tokens)).median,
})

/** Compares the runs of one trial by their medians. */
export const compare = ({ trial, stream, whole }: Runs): Comparison => {
  const streamed = figures(stream)
  const all = whole.length === 0 ? null : figures(whole)
  const rates = stream.map(
    ({ tokens, firstMs, wholeMs }) => (tokens / Math.max(1, wholeMs - firstMs)) * 1_000,
  )
  const rate = spreadOf(rates).median
  const first = streamed.first.median
  return {
    trial,
    stream: streamed,
    whole: all,
    rate,
    ratio: all === null ? null : all.first.median / first,
    expected: (first + ((all ?? streamed).tokens / rate) * 1_000) / first,
  }
}
