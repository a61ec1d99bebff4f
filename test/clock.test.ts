import { expect, test, vi } from 'vitest'
import { systemClock } from '../src/clock.ts'

test.each([2 ** 31, 1e15, Number.POSITIVE_INFINITY])('a wait of %d ms does not end at once', (ms) => {
  vi.useFakeTimers()
  try {
    let rings = 0
    const cancel = systemClock.after(ms, () => {
      rings += 1
    })
    vi.advanceTimersByTime(24 * 24 * 60 * 60_000)
    expect(rings).toBe(0)
    cancel()
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
