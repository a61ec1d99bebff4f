import { describe, expect, it } from 'vitest'
import { mean } from './markdown.ts'
import { optimum } from './optimum.ts'
import { type Decide, evenly, onPaper } from './paper.ts'
import { arrivalsOf, kinds, trace } from './traces.ts'

const buckets = [
  { limit: 5, window: 5_000 },
  { limit: 5, window: 2_000 },
]
const traces = kinds
  .filter((kind) => kind !== 'long')
  .flatMap((kind) => [1, 2, 3].map((seed) => trace(kind, seed)))

const plays = buckets.flatMap((bucket) =>
  traces.map((one) => ({ bucket, one, best: optimum(arrivalsOf(one), bucket).meanLag + 30 })),
)

const ratios = (policy?: Decide, routes = 1) =>
  plays.map(
    ({ bucket, one, best }) =>
      onPaper(one, Array<typeof bucket>(routes).fill(bucket), 60, policy).meanLag / best,
  )

describe('on paper, with exact windows', () => {
  it('the policy comes this near to what only a clairvoyant could do', () => {
    expect(mean(ratios())).toBeCloseTo(1.339, 3)
  })

  it('with two routes it is nearer to the writing than a clairvoyant with one', () => {
    expect(mean(ratios(undefined, 2))).toBeCloseTo(0.831, 3)
  })

  it('the policy is nearer than even spacing', () => {
    expect(mean(ratios())).toBeLessThan(0.95 * mean(ratios(evenly)))
  })
})
