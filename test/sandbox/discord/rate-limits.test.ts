import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOver, type RateWindow, take, type Verdict } from '../../../src/sandbox/discord/rate-limits.ts'

const limits = fc.record({
  limit: fc.integer({ min: 1, max: 10 }),
  windowMs: fc.integer({ min: 1, max: 5_000 }),
})
const gaps = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 60 })

type Taken = Verdict & { readonly at: number }

const takeAll = (limit: { limit: number; windowMs: number }, waits: readonly number[]): Taken[] => {
  let window: RateWindow | undefined
  let at = 0
  return waits.map((wait) => {
    at += wait
    const verdict = take(window, limit, at)
    window = verdict.window
    return { ...verdict, at }
  })
}

test('no window lets more through than its limit, and each lasts as long as it said', () => {
  fc.assert(
    fc.property(limits, gaps, (limit, waits) => {
      const byWindow = Map.groupBy(takeAll(limit, waits), ({ window }) => window.openedAt)
      for (const [openedAt, taken] of byWindow) {
        expect(taken.filter(({ allowed }) => allowed).length).toBeLessThanOrEqual(limit.limit)
        for (const { at, resetAfterMs } of taken) {
          expect(at).toBeLessThan(openedAt + limit.windowMs)
          expect(at + resetAfterMs).toBe(openedAt + limit.windowMs)
        }
      }
    }),
  )
})

test('whoever waits as long as a refusal says is let through', () => {
  fc.assert(
    fc.property(limits, gaps, (limit, waits) => {
      for (const { allowed, window, at, resetAfterMs } of takeAll(limit, waits)) {
        if (allowed) continue
        expect(isOver(window, at + resetAfterMs)).toBe(true)
        expect(take(window, limit, at + resetAfterMs)).toMatchObject({
          allowed: true,
          remaining: limit.limit - 1,
        })
      }
    }),
  )
})

test('what remains is what the window will still let through, also when the limit changes meanwhile', () => {
  fc.assert(
    fc.property(limits, limits, (before, after) => {
      let verdict = take(undefined, before, 0)
      const promised = verdict.remaining
      for (let count = 0; count < promised; count += 1) {
        verdict = take(verdict.window, after, before.windowMs - 1)
        expect(verdict.allowed).toBe(true)
      }
      expect(take(verdict.window, after, before.windowMs - 1).allowed).toBe(false)
      expect(take(verdict.window, after, before.windowMs).remaining).toBe(after.limit - 1)
    }),
  )
})
