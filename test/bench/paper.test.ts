import { describe, expect, it } from 'vitest'
import { mean } from './markdown.ts'
import { optimum } from './optimum.ts'
import { type Decide, evenly, onPaper } from './paper.ts'
import { arrivalsOf, kinds, type Trace, trace } from './traces.ts'

const buckets = [
  { limit: 5, window: 5_000 },
  { limit: 5, window: 2_000 },
]
const traces = kinds
  .filter((kind) => kind !== 'long')
  .flatMap((kind) => [1, 2, 3].map((seed) => trace(kind, seed)))

const playsOf = (all: readonly Trace[]) =>
  buckets.flatMap((bucket) =>
    all.map((one) => ({ bucket, one, best: optimum(arrivalsOf(one), bucket).meanLag + 30 })),
  )

const plays = playsOf(traces)

const ratios = (policy?: Decide, routes = 1, played = plays) =>
  played.map(
    ({ bucket, one, best }) =>
      onPaper(one, Array<typeof bucket>(routes).fill(bucket), 60, policy).meanLag / best,
  )

describe('on paper, with exact windows', () => {
  it('the policy comes this near to what only a clairvoyant could do', () => {
    expect(mean(ratios())).toBeCloseTo(1.339, 3)
  })

  it('text that comes by the packet is waited for until the packet is whole', () => {
    const packets = playsOf([1, 2].map((seed) => trace('bursty', seed, 'packet')))
    expect(mean(ratios(undefined, 1, packets))).toBeCloseTo(2.763, 3)
  })

  it('with two routes it is nearer to the writing than a clairvoyant with one', () => {
    expect(mean(ratios(undefined, 2))).toBeCloseTo(0.831, 3)
  })

  it('the policy is nearer than even spacing', () => {
    expect(mean(ratios())).toBeLessThan(0.95 * mean(ratios(evenly)))
  })
})
