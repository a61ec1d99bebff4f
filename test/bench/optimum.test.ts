import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { optimum } from './optimum.ts'
import { lagOf } from './paper.ts'
import type { Arrival } from './traces.ts'

type Search = {
  readonly arrivals: readonly Arrival[]
  readonly limit: number
  readonly window: number
  readonly until: number
}

/** The least waiting of all schedules on a grid of one millisecond whose every edit shows something new, tried one by one. */
const tried = ({ arrivals, limit, window, until }: Search): number => {
  const last = arrivals.at(-1)?.at ?? 0
  const cost = (from: number, to: number) =>
    arrivals
      .filter(({ at }) => at > from && at <= to)
      .reduce((sum, { at, strings }) => sum + strings * (to - at), 0)
  const isNew = (from: number, to: number) => arrivals.some(({ at }) => at > from && at <= to)
  const known = new Map<string, number>()
  const least = (edit: number, open: number, used: number): number => {
    if (edit >= last) return 0
    const key = `${edit} ${open} ${used}`
    const before = known.get(key)
    if (before !== undefined) return before
    let best = Infinity
    for (let next = edit + 1; next <= until; next++) {
      if (!isNew(edit, next)) continue
      const opens = next >= open + window
      if (!opens && used >= limit) continue
      const rest = opens ? least(next, next, 1) : least(next, open, used + 1)
      best = Math.min(best, cost(edit, next) + rest)
    }
    known.set(key, best)
    return best
  }
  return least(-1, -1_000, limit)
}

const searches = fc
  .record({
    gaps: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
    strings: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 6, maxLength: 6 }),
    limit: fc.integer({ min: 1, max: 3 }),
    window: fc.integer({ min: 2, max: 9 }),
  })
  .map(({ gaps, strings, limit, window }): Search => {
    const arrivals = gaps.map((_, n) => ({
      at: gaps.slice(0, n).reduce((sum, gap) => sum + gap, 0),
      strings: strings[n] ?? 1,
    }))
    return { arrivals, limit, window, until: (arrivals.at(-1)?.at ?? 0) + window }
  })

describe('the optimum', () => {
  it('is what trying every schedule finds', () => {
    fc.assert(
      fc.property(searches, (search) => {
        const total = search.arrivals.reduce((sum, { strings }) => sum + strings, 0)
        const { meanLag, edits } = optimum(search.arrivals, search)
        expect(meanLag * total).toBeCloseTo(tried(search))
        expect(lagOf(search.arrivals, edits, 0, 0).meanLag).toBeCloseTo(meanLag)
      }),
      { numRuns: Number(process.env['RUNS'] ?? 300) },
    )
  })
})
