import { describe, expect, it } from 'vitest'
import {
  createGlobalLimit,
  departed,
  type GlobalLimit,
  grant,
  limitAt,
  opensAt,
  rateForEach,
  refused,
  withLimit,
} from '../../src/pacing/global-limit.ts'
import type { Rank } from '../../src/pacing/pace-rank.ts'

type Class = Rank['class']

/** Lets go of as many requests as there is room for, of at most `most`, and sends them at once. */
const fill = (start: GlobalLimit, urgency: Class, most: number, now = 0) => {
  let [global, count] = [start, 0]
  for (; count < most && opensAt(global, urgency, now) <= now; count += 1)
    global = departed(grant(global, now), now)
  return { global, count }
}

const times = (count: number, change: (global: GlobalLimit) => GlobalLimit, start: GlobalLimit) =>
  Array.from({ length: count }).reduce<GlobalLimit>(change, start)

describe('the global limit', () => {
  it.each([
    ['status', 10, 5],
    ['growth', 10, 8],
    ['first', 10, 9],
    ['final', 10, 9],
    ['overdue', 10, 9],
    ['final', undefined, 45],
    ['status', 1, 1],
  ] as const)('has room for %s text of a limit of %s: %s', (urgency, limit, room) => {
    expect(fill(createGlobalLimit(limit), urgency, 100).count).toBe(room)
  })

  it('leaves to each class what less urgent ones may not use', () => {
    const half = fill(createGlobalLimit(10), 'status', 20)
    const most = fill(half.global, 'growth', 20)
    expect([half.count, most.count, fill(most.global, 'final', 20).count]).toEqual([5, 3, 1])
  })

  it('counts requests that others send', () => {
    const busy = times(7, (global) => departed(global, 0), createGlobalLimit(10))
    expect(fill(busy, 'growth', 20).count).toBe(1)
  })

  it('counts a request once that is let go and leaves later, from when it leaves', () => {
    const granted = times(8, (global) => grant(global, 0), createGlobalLimit(10))
    const sent = times(8, (global) => departed(global, 900), granted)
    expect(opensAt(sent, 'growth', 1_949)).toBe(1_950)
    expect(fill(sent, 'growth', 20, 1_950).count).toBe(8)
  })

  it('counts a request once that left more than a second after it was let go', () => {
    const sent = departed(grant(createGlobalLimit(10), 0), 2_000)
    expect(fill(sent, 'growth', 20, 2_000).count).toBe(7)
  })

  it('opens a second and 50 ms after what it counts', () => {
    const { global } = fill(createGlobalLimit(10), 'growth', 20)
    expect(opensAt(global, 'growth', 1_000)).toBe(1_050)
    expect(fill(global, 'growth', 20, 1_050).count).toBe(8)
  })

  it.each([
    [0, 8],
    [1, 8],
    [2, 4],
  ])('gives each of %s waiting edits an equal part', (waiting, perSpan) => {
    expect(rateForEach(createGlobalLimit(10), waiting, 0) * 1_050).toBeCloseTo(perSpan)
  })
})

describe('a refusal', () => {
  it('blocks every class until Discord allows requests again', () => {
    const global = refused(createGlobalLimit(50), 3_000, 0)
    expect(opensAt(global, 'final', 2_999)).toBe(3_000)
    expect(fill(global, 'final', 100, 3_000).count).toBeGreaterThan(0)
  })

  it('that is shorter does not end a longer one', () => {
    expect(opensAt(refused(refused(createGlobalLimit(50), 3_000, 0), 1_000, 0), 'final', 2_000)).toBe(3_000)
  })

  it.each([
    ['what was sent, less one', 40, 39],
    ['half of it in a quiet second', 1, 25],
    ['half of it when nothing of ours was sent', 0, 25],
  ])('lowers the limit to %s', (_, sent, limit) => {
    const busy = times(sent, (global) => departed(global, 0), createGlobalLimit(50))
    expect(limitAt(refused(busy, 1_000, 0), 0)).toBe(limit)
  })

  it('lowers the limit once, however many requests it meets', () => {
    const many = times(20, (global) => refused(global, 1_000, 10), createGlobalLimit(50))
    expect(limitAt(many, 10)).toBe(25)
  })

  it('never lowers the limit below one', () => {
    let global = createGlobalLimit(50)
    for (let now = 0; now < 100_000; now += 2_000) global = refused(global, 1_000, now)
    expect(limitAt(global, 100_000)).toBeGreaterThanOrEqual(1)
  })

  it('is forgotten step by step in good time, up to the configured limit', () => {
    const global = refused(createGlobalLimit(50), 1_000, 0)
    const later = [0, 30_999, 31_000, 61_000, 151_000, 3_600_000].map((now) => limitAt(global, now))
    expect(later).toEqual([25, 25, 30, 35, 50, 50])
  })

  it('in mid-recovery starts from the limit that was tried', () => {
    const recovering = refused(createGlobalLimit(50), 1_000, 0)
    const busy = times(30, (global) => departed(global, 31_000), recovering)
    expect(limitAt(refused(busy, 1_000, 31_000), 31_000)).toBe(29)
  })
})

it('holds a smaller part of the limit at once, and does not forget a refusal with a larger one', () => {
  const whole = createGlobalLimit(50)
  expect(limitAt(withLimit(whole, 10), 0)).toBe(10)
  expect(limitAt(withLimit(withLimit(whole, 10), 40), 0)).toBe(40)
  const learned = refused(whole, 1_000, 0)
  expect(limitAt(learned, 0)).toBe(25)
  expect(limitAt(withLimit(learned, 40), 0)).toBe(25)
  expect(limitAt(withLimit(learned, 10), 0)).toBe(10)
})
