import { describe, expect, it } from 'vitest'
import type { Rhythm } from '../../src/pacing/pace-rhythm.ts'
import { heard, noRhythm, usualSilence } from '../../src/pacing/pace-rhythm.ts'

const rhythmOf = (gaps: readonly number[]): Rhythm => {
  let at = 1_000
  let rhythm = heard(noRhythm, at)
  for (const gap of gaps) {
    at += gap
    rhythm = heard(rhythm, at)
  }
  return rhythm
}

const times = (count: number, ...gaps: readonly number[]) => Array.from({ length: count }, () => gaps).flat()

describe('a rhythm', () => {
  it('is some 50 ms until it is known, whenever the first piece comes', () => {
    expect(heard(noRhythm, 123_456)).toEqual({ newest: 123_456, gap: 50, square: 2_500, short: 50 })
    expect(usualSilence(noRhythm)).toBe(50)
  })

  it('follows an even writer', () => {
    const even = rhythmOf(times(100, 120))
    expect(even.newest).toBe(1_000 + 12_000)
    expect(even.gap).toBeCloseTo(120, 0)
    expect(even.short).toBeCloseTo(120, 0)
    expect(usualSilence(even)).toBeCloseTo(120, 0)
  })

  it('tells packets from the silence between them', () => {
    const packets = rhythmOf(times(30, 600, 10, 10, 10, 10, 10, 10, 10))
    expect(packets.short).toBeLessThan(20)
    expect(packets.gap).toBeGreaterThan(3 * packets.short)
    expect(usualSilence(packets)).toBeGreaterThan(400)
  })

  it('is changed by a tenth of what is new', () => {
    const pause = rhythmOf([250])
    expect(pause.gap).toBeCloseTo(50 + 20)
    expect(pause.square).toBeCloseTo(2_500 + 6_000)
    expect(pause.short).toBeCloseTo(50 + 5)
  })

  it('knows no silence shorter than a millisecond', () => {
    expect(usualSilence({ newest: 0, gap: 0, square: 0, short: 0 })).toBe(0)
    expect(usualSilence({ newest: 0, gap: 0.5, square: 4, short: 0 })).toBe(4)
  })
})
