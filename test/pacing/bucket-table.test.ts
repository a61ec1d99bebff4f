import { describe, expect, it } from 'vitest'
import { createBucketTable, type Entry, type LimitedRoute } from '../../src/pacing/bucket-table.ts'
import type { RateLimitHeaders } from '../../src/pacing/rate-limit-headers.ts'

type Own = Entry<string>

const edit = (major: string): LimitedRoute => ({ kind: 'PATCH /edit', major, isGlobal: true })
const post = (major: string): LimitedRoute => ({ kind: 'POST /post', major, isGlobal: true })
const editLikePost = (major: string): LimitedRoute => ({ ...edit(major), sibling: 'POST /post' })

const answer = (bucket: string | undefined, at = 0): RateLimitHeaders => ({
  sentAt: at,
  receivedAt: at + 60,
  ...(bucket !== undefined && { bucket }),
  window: { limit: 3, remaining: 2, resetAfter: 1_000 },
})

const setUp = () => {
  const dropped: Own[] = []
  const table = createBucketTable<string, Own>(
    (entry) => entry,
    (entry) => void dropped.push(entry),
  )
  /** Sends one request at once and takes its answer. */
  const exchange = (route: LimitedRoute, bucket: string | undefined, at = 0) =>
    table.answered(route, table.depart(route, at), answer(bucket, at))
  return { table, dropped, exchange }
}

describe('the table of buckets', () => {
  it.each<
    readonly [string, readonly (readonly [LimitedRoute, string])[], LimitedRoute, LimitedRoute, boolean]
  >([
    ['one route in one channel has one', [], edit('1'), edit('1'), true],
    ['one route in two channels has two', [], edit('1'), edit('2'), false],
    ['two routes in one channel have two', [], edit('1'), post('1'), false],
    [
      'two routes that Discord gives one id have one',
      [
        [edit('1'), 'a'],
        [post('1'), 'a'],
      ],
      edit('1'),
      post('1'),
      true,
    ],
    [
      'two routes that Discord gives one id have two in two channels',
      [
        [edit('1'), 'a'],
        [post('1'), 'a'],
      ],
      edit('1'),
      post('2'),
      false,
    ],
    ['a route takes the id of its sibling', [[post('1'), 'a']], editLikePost('1'), post('1'), true],
    [
      'a route whose own id is known does not take that of its sibling',
      [
        [post('1'), 'a'],
        [edit('1'), 'b'],
      ],
      editLikePost('1'),
      post('1'),
      false,
    ],
  ])('%s', (_, answers, one, other, isSame) => {
    const { table, exchange } = setUp()
    for (const [route, bucket] of answers) exchange(route, bucket)
    expect(table.find(one, 0) === table.find(other, 0)).toBe(isSame)
  })

  it('keeps the entry, and those who wait in it, when the id becomes known', () => {
    const { table, exchange } = setUp()
    const before = table.find(edit('1'), 0)
    before.waiting.add('somebody')
    expect(exchange(edit('1'), 'a')).toEqual({ entry: before, isNew: true })
    expect(table.find(edit('1'), 0)).toBe(before)
    expect(exchange(edit('1'), 'a').isNew).toBe(false)
    expect(table.size()).toBe(1)
  })

  it('says so when a route gets another id, and counts the answer in the other bucket', () => {
    const { table, exchange } = setUp()
    const { entry: first } = exchange(edit('1'), 'a')
    const { entry: second, isNew } = exchange(edit('1'), 'b')
    expect([isNew, second === first]).toEqual([true, false])
    expect([first.bucket.inFlight, second.bucket.inFlight]).toEqual([0, 0])
    expect(second.bucket.open?.remaining).toBe(2)
    expect(table.find(edit('1'), 0)).toBe(second)
  })

  it('gives a new channel the shape that its bucket id has elsewhere', () => {
    const { table, exchange } = setUp()
    exchange(edit('1'), 'a')
    expect(table.find(edit('2'), 0).bucket).toMatchObject({ known: true, shape: { limit: 3 } })
  })

  it('stays with the entry of the request when the answer names no bucket', () => {
    const { table, exchange } = setUp()
    const before = table.find(edit('1'), 0)
    expect(exchange(edit('1'), undefined)).toEqual({ entry: before, isNew: false })
  })

  it('counts a request that was never answered', () => {
    const { table } = setUp()
    const entry = table.depart(edit('1'), 0)
    expect(entry.bucket.inFlight).toBe(1)
    table.lost(entry, 0, 100)
    expect(entry.bucket).toMatchObject({ inFlight: 0, open: { remaining: 4 } })
  })
})

describe('when 64 buckets are known, the next one drops', () => {
  it.each<readonly [string, (entry: Own) => void, number, boolean]>([
    ['one whose window is over', () => {}, 10_000, true],
    ['not one whose window is open', () => {}, 500, false],
    ['not one in which somebody waits', ({ waiting }) => waiting.add('somebody'), 10_000, false],
    ['not one that is busy', (entry) => (entry.isBusy = true), 10_000, false],
    [
      'not one with a request in flight',
      (entry) => (entry.bucket = { ...entry.bucket, inFlight: 1 }),
      10_000,
      false,
    ],
    [
      'not one that is blocked',
      (entry) => (entry.bucket = { ...entry.bucket, blockedUntil: 20_000 }),
      10_000,
      false,
    ],
  ])('%s', (_, change, now, isDropped) => {
    const { table, dropped, exchange } = setUp()
    const { entry } = exchange(edit('0'), 'a')
    change(entry)
    for (let n = 1; n < 64; n += 1) table.find(edit(`${n}`), 0)
    expect(dropped).toEqual([])
    table.find(edit('64'), now)
    expect(dropped.includes(entry)).toBe(isDropped)
  })
})
