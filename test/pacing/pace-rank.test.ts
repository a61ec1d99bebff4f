import { describe, expect, it } from 'vitest'
import type { PendingChange } from '../../src/pacing/gate.ts'
import { byUrgency, rankOf } from '../../src/pacing/pace-rank.ts'

const now = 100_000
const budget = { left: 1, limit: 5, window: 5_000, reopens: now }
const rhythm = { newest: now, gap: 50, square: 2_500, short: 50 }

const rank = (what: PendingChange['what'], oldest: number, since: number, unseen = 10) =>
  rankOf(now, budget, {
    change: { what, unseen, arrivals: unseen * oldest, oldest, seen: 0, begun: oldest },
    rhythm,
    since,
    elsewhere: [],
  })

describe('urgency', () => {
  it('puts final before first, first before growth, growth before status', () => {
    const ranks = (['status', 'growth', 'first', 'final'] as const).map((what) =>
      rank(what, now - 50, now - 50),
    )
    expect(ranks.toSorted(byUrgency).map((one) => one.class)).toEqual(['final', 'first', 'growth', 'status'])
  })

  it('puts before all who has waited for more than two windows, the longest waiting first', () => {
    const ranks = [
      rank('final', now - 50, 0),
      rank('growth', now - 10_001, 0),
      rank('first', now - 10_002, 0),
    ]
    expect(ranks.toSorted(byUrgency)).toEqual([
      { class: 'overdue', behind: 10_002 },
      { class: 'overdue', behind: 10_001 },
      { class: 'final', behind: 50 },
    ])
    expect(rank('growth', now - 10_000, 0).class).toBe('growth')
  })

  it('counts the waiting from the last turn, if that was after the text arrived', () => {
    expect(rank('growth', now - 20_000, now - 9_000).class).toBe('growth')
    expect(rank('final', now - 20_000, now - 9_000)).toEqual({ class: 'final', behind: 9_000 })
  })

  it('counts the waiting from the last turn if no text is unseen', () => {
    expect(rank('final', Number.POSITIVE_INFINITY, now - 70, 0)).toEqual({ class: 'final', behind: 70 })
    expect(rank('final', now - 40, now - 70, 1).behind).toBe(40)
    expect(rank('final', 0, now - 70, 0)).toEqual({ class: 'final', behind: 70 })
  })

  it('orders growth by code points times the time they are unseen', () => {
    expect(rank('growth', now - 50, 0, 10).behind).toBe(500)
  })

  it('never makes status overdue', () => {
    expect(rank('status', 0, 0)).toEqual({ class: 'status', behind: now })
    expect(rank('status', 0, now - 30).behind).toBe(30)
    expect(rank('nothing', 0, 0)).toEqual({ class: 'status', behind: now })
  })
})
