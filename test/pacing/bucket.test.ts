import { describe, expect, it } from 'vitest'
import { answered, type Bucket, budgetOf, fresh, guess, lost, sent } from '../../src/pacing/bucket.ts'
import { type RateLimitHeaders, readRateLimitHeaders } from '../../src/pacing/rate-limit-headers.ts'

const answer = (sentAt: number, over: Partial<RateLimitHeaders> = {}): RateLimitHeaders => ({
  sentAt,
  receivedAt: sentAt + 60,
  ...over,
})

const told = (sentAt: number, remaining: number, resetAfter: number, limit = 5): RateLimitHeaders =>
  answer(sentAt, { window: { limit, remaining, resetAfter } })

/** After one request was sent and answered so. */
const one = (bucket: Bucket, heard: RateLimitHeaders, headStart = 60) =>
  answered(sent(bucket), heard, headStart)

describe('a bucket of which nothing is known', () => {
  it('lets one request go and waits for its answer', () => {
    expect(budgetOf(fresh(undefined), 7)).toEqual({ ...guess, left: guess.limit, reopens: 7 })
    expect(budgetOf(sent(fresh(undefined)), 7)).toMatchObject({ left: 0, reopens: Infinity })
  })

  it('knows its shape if others of its kind do', () => {
    const bucket = fresh({ limit: 3, window: 900 })
    expect(budgetOf(bucket, 7)).toEqual({ limit: 3, window: 900, left: 3, reopens: 7 })
    expect(budgetOf(sent(bucket), 7).left).toBe(2)
  })
})

describe('a window', () => {
  it('is as the headers say', () => {
    const bucket = one(fresh(undefined), told(1_000, 2, 2_000, 3))
    expect(budgetOf(bucket, 1_060)).toMatchObject({ left: 2, limit: 3, window: 2_000 })
    expect(budgetOf(sent(bucket), 1_060).left).toBe(1)
  })

  it('reopens when a request that leaves then arrives after its end', () => {
    const bucket = one(fresh(undefined), told(1_000, 4, 2_000))
    // Received at 1,060; the quickest trip takes 60; 3 ms for rounding.
    expect(budgetOf(bucket, 3_002)).toMatchObject({ left: 4, reopens: 3_003 })
    expect(budgetOf(bucket, 3_003)).toMatchObject({ left: 5, reopens: 3_003 })
    expect(budgetOf(one(fresh(undefined), told(1_000, 4, 2_000), 0), 3_000).reopens).toBe(3_063)
  })

  it('reopens at the earliest moment that one of its answers vouches for', () => {
    const slow = one(fresh(undefined), { ...told(1_000, 4, 2_000), receivedAt: 1_100 })
    expect(budgetOf(slow, 1_200).reopens).toBe(3_043)
    const quick = one(slow, told(1_200, 3, 1_790))
    expect(budgetOf(quick, 1_300)).toMatchObject({ left: 3, reopens: 2_993, window: 2_000 })
    const slowAgain = one(quick, { ...told(1_400, 2, 1_590), receivedAt: 1_500 })
    expect(budgetOf(slowAgain, 1_500)).toMatchObject({ left: 2, reopens: 2_993 })
  })

  it('is a new one when its end is later than the known one could be', () => {
    const first = one(fresh(undefined), told(1_000, 0, 2_000))
    const second = one(first, told(3_003, 4, 2_000))
    expect(budgetOf(second, 3_100)).toMatchObject({ left: 4, reopens: 5_006 })
  })

  it('believes of two answers the one whose request left later', () => {
    const early = told(1_000, 4, 2_000)
    const late = told(1_010, 3, 1_990)
    const inOrder = one(one(fresh(undefined), early), late)
    const crossed = one(one(fresh(undefined), late), early)
    expect(budgetOf(inOrder, 1_100).left).toBe(3)
    expect(budgetOf(crossed, 1_100).left).toBe(3)
    expect(budgetOf(one(inOrder, told(1_020, 4, 1_980)), 1_100).left).toBe(4)
  })

  it('follows a limit and a window that change', () => {
    const before = one(fresh(undefined), told(1_000, 4, 2_000))
    const after = one(before, told(3_100, 1, 6_000, 2))
    expect(budgetOf(after, 3_200)).toMatchObject({ limit: 2, window: 6_000, left: 1 })
    expect(budgetOf(one(after, told(9_200, 9, 1_000, 10)), 9_300)).toMatchObject({
      limit: 10,
      window: 1_000,
      left: 9,
    })
  })

  it('takes the length of its window from the first answer in it, and never less from a later one', () => {
    const late = one(fresh({ limit: 5, window: 2_000 }), told(1_000, 2, 700))
    expect(budgetOf(late, 1_100).window).toBe(2_000)
    expect(budgetOf(one(late, told(1_100, 1, 2_600)), 1_200).window).toBe(2_600)
  })
})

describe('a refusal', () => {
  it('is obeyed to the letter, also when it asks for longer than the window', () => {
    const refused = { ...told(1_000, 0, 900), refusal: { retryAfter: 40_000, global: false } }
    const bucket = one(fresh(undefined), refused)
    expect(budgetOf(bucket, 41_062)).toMatchObject({ left: 0, reopens: 41_063 })
    expect(budgetOf(bucket, 41_063).left).toBe(5)
  })

  it('never shortens an earlier one', () => {
    const long = one(fresh(undefined), answer(1_000, { refusal: { retryAfter: 9_000, global: false } }))
    const short = one(long, answer(1_100, { refusal: { retryAfter: 10, global: false } }))
    expect(budgetOf(short, 2_000).reopens).toBe(10_063)
  })

  it('for the global limit says nothing about the bucket', () => {
    const bucket = one(fresh(undefined), answer(1_000, { refusal: { retryAfter: 9_000, global: true } }))
    expect(budgetOf(bucket, 2_000).left).toBeGreaterThan(0)
  })
})

describe('a request without an answer, or with one that tells nothing', () => {
  it('counts in the window that is open', () => {
    const open = one(fresh(undefined), told(1_000, 4, 2_000))
    expect(budgetOf(lost(sent(open), 1_100, 1_200), 1_300)).toMatchObject({ left: 3, reopens: 3_003 })
    expect(budgetOf(one(open, answer(1_100)), 1_300).left).toBe(3)
  })

  it('counts as if it had opened a window at the last moment', () => {
    const bucket = lost(sent(fresh({ limit: 3, window: 900 })), 1_000, 1_500)
    expect(budgetOf(bucket, 1_500)).toMatchObject({ left: 2, reopens: 2_400 })
    const late = lost(sent(one(fresh(undefined), told(1_000, 4, 2_000))), 2_990, 3_003)
    expect(budgetOf(late, 3_010)).toMatchObject({ left: 4, reopens: 5_003 })
  })
})

describe('the Retry-After of a 429', () => {
  it.each([
    ['of 40 s is obeyed', { 'Retry-After': '40' }, 40_000],
    ['that is missing, as in a block of the whole address, is 30 s', {}, 30_000],
    ['that is a date is 30 s', { 'Retry-After': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 30_000],
    ['of 0 is a quarter of a second', { 'Retry-After': '0' }, 250],
    ['of a year is ten minutes', { 'Retry-After': '31536000' }, 600_000],
    ['below 0 is a quarter of a second', { 'Retry-After': '-5' }, 250],
  ])('%s', (_, given, ms) => {
    const headers = new Headers(Object.entries(given))
    const { refusal } = readRateLimitHeaders({ status: 429, headers }, 0, 60)
    expect(refusal).toEqual({ retryAfter: ms, global: false })
  })
})
