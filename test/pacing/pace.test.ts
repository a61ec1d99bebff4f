import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Budget, Contender, Share } from '../../src/pacing/contender.ts'
import type { PendingChange } from '../../src/pacing/gate.ts'
import { decide, type Policy } from '../../src/pacing/pace.ts'

const now = 100_000

const budget = (over: Partial<Budget> = {}): Budget => ({
  left: 4,
  limit: 5,
  window: 5_000,
  reopens: now + 4_000,
  ...over,
})

/** A reply of 200 code points a second for ten seconds, of which the last `behind` ms are unseen. */
const growth = (behind: number, over: Partial<PendingChange> = {}): PendingChange => ({
  what: 'growth',
  unseen: behind / 5,
  arrivals: (behind / 5) * (now - behind / 2),
  oldest: now - behind,
  seen: 2_000 - behind / 5,
  begun: now - 9_900,
  ...over,
})

const steady = { newest: now, gap: 50, square: 2_500, short: 50 }

const contender = (change: PendingChange, over: Partial<Contender> = {}): Contender => ({
  change,
  rhythm: steady,
  since: now - 1_000,
  elsewhere: [],
  ...over,
})

const plain = (what: PendingChange['what'], over: Partial<PendingChange> = {}): PendingChange =>
  growth(100, { what, ...over })

/** Numbers with which the arithmetic can be done in one's head. */
const numbers: Policy = { lasts: 2_000, perAge: 0, spread: 1, release: 0.5, pause: 2, packet: 3 }

const due = (
  change: PendingChange,
  over: Partial<Contender> = {},
  room: Partial<Budget> = {},
  with_ = numbers,
): number => {
  const decision = decide(now, budget(room), [contender(change, over)], with_)
  return decision.type === 'wait' ? decision.until : now
}

describe('what leaves', () => {
  it('is nothing when nobody has anything to show', () => {
    expect(decide(now, budget(), [])).toEqual({ type: 'idle' })
    expect(decide(now, budget(), [contender(plain('nothing'))])).toEqual({ type: 'idle' })
  })

  it.each(['first', 'final'] as const)('is the %s text at once, even as the last of its window', (what) => {
    expect(decide(now, budget({ left: 1 }), [contender(plain(what, { unseen: 1 }))])).toMatchObject({
      type: 'go',
      index: 0,
    })
  })

  it.each(['first', 'final', 'growth', 'status'] as const)(
    'waits for the reopening if nothing is left: %s',
    (what) => {
      expect(decide(now, budget({ left: 0 }), [contender(plain(what))])).toEqual({
        type: 'wait',
        until: now + 4_000,
      })
      expect(decide(now, budget({ left: -1 }), [contender(plain(what))])).toEqual({
        type: 'wait',
        until: now + 4_000,
      })
    },
  )

  it('is never growth of which nothing is unseen for long enough', () => {
    expect(decide(now, budget(), [contender(growth(1))])).toMatchObject({ type: 'wait' })
  })
})

describe('growth', () => {
  // 2,000 ms over four edits: 500 ms, in which 100 code points come.
  it('leaves once as much is unseen as will come before the edit after it', () => {
    expect(due(growth(500))).toBe(now)
    expect(due(growth(495))).toBeGreaterThan(now)
  })

  it('leaves sooner the more edits are left', () => {
    expect(due(growth(400), {}, { left: 5 })).toBe(now)
    expect(due(growth(660), {}, { left: 3 })).toBeGreaterThan(now)
    expect(due(growth(670), {}, { left: 3 })).toBe(now)
  })

  it('spreads what is left over the rest of the window when that is shorter', () => {
    expect(due(growth(250), {}, { reopens: now + 1_000 })).toBe(now)
    expect(due(growth(245), {}, { reopens: now + 1_000 })).toBeGreaterThan(now)
  })

  it('takes a window that is not open for a whole one', () => {
    expect(due(growth(395), {}, { left: 5, reopens: now })).toBeGreaterThan(now)
    expect(due(growth(400), {}, { left: 5, reopens: now })).toBe(now)
    expect(due(growth(400), {}, { left: 5, reopens: now - 9_999 })).toBe(now)
  })

  it('expects the longer a rest, the longer the reply has gone on', () => {
    // Three tenths of 9,900 ms, over four edits, in which 148.5 code points come.
    const aging = { ...numbers, perAge: 0.3 }
    expect(due(growth(740), {}, {}, aging)).toBeGreaterThan(now)
    expect(due(growth(745), {}, {}, aging)).toBe(now)
    // Never longer than the window.
    expect(due(growth(745), {}, {}, { ...numbers, perAge: 9 })).toBeGreaterThan(now)
    expect(due(growth(750), {}, { reopens: now + 3_000 }, { ...numbers, perAge: 9 })).toBe(now)
  })

  it('spreads its edits over a part of what is left of the window', () => {
    const tighter = { ...numbers, lasts: 9_000, spread: 0.5 }
    expect(due(growth(495), {}, {}, tighter)).toBeGreaterThan(now)
    expect(due(growth(500), {}, {}, tighter)).toBe(now)
    expect(due(growth(250), {}, { reopens: now + 2_000 }, tighter)).toBe(now)
  })

  it('holds the last edit of a window back for the end, until that is near', () => {
    const rhythm = { ...steady, square: 500_000 }
    expect(due(growth(3_000), { rhythm }, { left: 1 })).toBe(now + 3_500)
    expect(due(growth(300), { rhythm }, { left: 1, reopens: now + 600 })).toBe(now + 100)
    expect(due(growth(300), { rhythm }, { left: 1, reopens: now + 500 })).toBe(now)
    expect(due(growth(300), { rhythm }, { left: 2, reopens: now + 1_000 })).toBeGreaterThan(now + 9_000)
  })

  it('lets the last edit go if as much is unseen as the rest of the window can bring', () => {
    expect(due(growth(4_000), {}, { left: 1 })).toBe(now)
  })

  it('does not hold back the only edit of a window that is not open', () => {
    expect(due(growth(4_990), {}, { left: 1, limit: 1, reopens: now })).toBeGreaterThan(now)
    expect(due(growth(5_000), {}, { left: 1, limit: 1, reopens: now })).toBe(now)
  })

  it('leaves when the writer pauses, the sooner the more is unseen', () => {
    // 50 ms of silence are usual, twice that are a pause; of 100 expected 50 are unseen.
    expect(due(growth(250))).toBe(now + 200)
    expect(due(growth(400))).toBe(now + 125)
    expect(due(growth(5))).toBe(now + 10_000)
    expect(due(growth(5, { unseen: 0, arrivals: 0, seen: 2_000 }))).toBe(now + 10_000)
    expect(due(growth(250), { rhythm: { ...steady, newest: now - 200 } })).toBe(now)
  })

  it('takes silences that are usual for no pause', () => {
    expect(due(growth(250), { rhythm: { ...steady, gap: 50, square: 10_000 } })).toBe(now + 800)
  })

  it('lets a packet of pieces arrive whole', () => {
    const packets = { ...steady, gap: 50, short: 10 }
    expect(due(growth(600), { rhythm: packets })).toBe(now + 30)
    expect(due(growth(600), { rhythm: { ...packets, newest: now - 30 } })).toBe(now)
    expect(due(growth(600), { rhythm: { ...packets, newest: now - 29 } })).toBe(now + 1)
    expect(due(growth(500), { rhythm: packets })).toBe(now + 30)
    // Five times as much comes within a packet as otherwise.
    expect(due(growth(2_500), { rhythm: packets })).toBe(now)
    expect(due(growth(2_490), { rhythm: packets })).toBe(now + 30)
  })

  it('shares the edits with the others that grow', () => {
    const two = [contender(growth(900)), contender(growth(800))]
    expect(decide(now, budget(), two, numbers)).toMatchObject({ type: 'wait' })
    expect(decide(now, budget(), [contender(growth(1_000)), contender(growth(800))], numbers)).toMatchObject({
      index: 0,
    })
    expect(
      decide(now, budget(), [contender(growth(600)), contender(plain('nothing'))], numbers),
    ).toMatchObject({ index: 0 })
  })

  it('counts on the edits that other buckets have left', () => {
    // Four edits here and four there: 250 ms.
    const elsewhere = [{ budget: budget(), growing: 1 }]
    expect(due(growth(245), { elsewhere })).toBeGreaterThan(now)
    expect(due(growth(250), { elsewhere })).toBe(now)
    // Only half of those there if somebody else grows there too: 333 ms.
    const shared = [{ budget: budget(), growing: 2 }]
    expect(due(growth(330), { elsewhere: shared })).toBeGreaterThan(now)
    expect(due(growth(335), { elsewhere: shared })).toBe(now)
    // Each window has its own end: 8 edits a second there.
    const soon = [{ budget: budget({ reopens: now + 500 }), growing: 1 }]
    expect(due(growth(95), { elsewhere: soon })).toBeGreaterThan(now)
    expect(due(growth(100), { elsewhere: soon })).toBe(now)
    const spent = [{ budget: budget({ left: 0 }), growing: 1 }]
    expect(due(growth(495), { elsewhere: spent })).toBeGreaterThan(now)
    expect(due(growth(500), { elsewhere: spent })).toBe(now)
  })

  it('holds no edit back for the end while another bucket has one', () => {
    const rhythm = { ...steady, square: 500_000 }
    const one = (over: Partial<Budget> = {}): Share => ({ budget: budget({ left: 1, ...over }), growing: 1 })
    // One edit here and one there: 1,000 ms.
    expect(due(growth(995), { rhythm, elsewhere: [one()] }, { left: 1 })).toBeGreaterThan(now)
    expect(due(growth(1_000), { rhythm, elsewhere: [one()] }, { left: 1 })).toBe(now)
    // The very last is held back until shortly before either reopens.
    const none = one({ left: 0, reopens: now + 1_500 })
    expect(due(growth(1_000), { rhythm, elsewhere: [none] }, { left: 1 })).toBe(now + 1_000)
    expect(due(growth(1_000), { rhythm, elsewhere: [one({ left: 0 })] }, { left: 1, reopens: now })).toBe(
      now + 3_500,
    )
    expect(due(growth(1_500), { rhythm, elsewhere: [none] }, { left: 1 })).toBe(now)
    // Where two reopen to, each has half of it.
    const shared = { ...none, growing: 2 }
    expect(due(growth(2_995), { rhythm, elsewhere: [shared] }, { left: 1, reopens: now + 9_000 })).toBe(
      now + 1_000,
    )
    expect(due(growth(3_000), { rhythm, elsewhere: [shared] }, { left: 1, reopens: now + 9_000 })).toBe(now)
  })

  it('lets the fullest bucket go first, and goes a moment later if that could not', () => {
    const elsewhere = [{ budget: budget({ left: 5 }), growing: 1 }]
    expect(due(growth(600), { elsewhere })).toBe(now + 2)
    expect(due(growth(600), { elsewhere: [{ budget: budget(), growing: 1 }] })).toBe(now)
    // Four of five are fuller than six of ten.
    expect(due(growth(600), { elsewhere: [{ budget: budget({ left: 6, limit: 10 }), growing: 1 }] })).toBe(
      now,
    )
    expect(due(plain('final'), { elsewhere })).toBe(now)
  })

  it('is asked about again when the first of those who wait is due', () => {
    const soon = contender(plain('status', { unseen: 0 }), { since: now - 1_900 })
    const late = contender(plain('status', { unseen: 0 }), { since: now - 1_000 })
    expect(decide(now, budget(), [soon, late], numbers)).toEqual({ type: 'wait', until: now + 100 })
    expect(decide(now, budget(), [late, soon], numbers)).toEqual({ type: 'wait', until: now + 100 })
  })

  it('goes to whoever is furthest behind', () => {
    const few = contender(growth(2_000, { unseen: 300, arrivals: 300 * (now - 100) }))
    const old = contender(growth(2_000, { unseen: 299, arrivals: 299 * (now - 1_000) }))
    expect(decide(now, budget(), [few, old], numbers)).toMatchObject({ type: 'go', index: 1 })
    expect(decide(now, budget(), [old, few], numbers)).toMatchObject({ type: 'go', index: 0 })
  })
})

describe('a line of status', () => {
  const status = plain('status', { unseen: 0 })

  it('leaves at twice the even gap, while more than half of the window is left', () => {
    expect(due(status, { since: now - 1_999 })).toBe(now + 1)
    expect(due(status, { since: now - 2_000 })).toBe(now)
    expect(due(status, { since: now - 2_000 }, { left: 3 })).toBe(now)
  })

  it('waits for the next window when less is left, since first words may come', () => {
    expect(due(status, { since: now - 9_000 }, { left: 2 })).toBe(now + 4_000)
    expect(due(status, { since: now - 9_000 }, { left: 2, limit: 4 })).toBe(now + 4_000)
  })
})

describe('whatever happens', () => {
  const changes = fc.record({
    what: fc.constantFrom(
      'first' as const,
      'final' as const,
      'growth' as const,
      'status' as const,
      'nothing' as const,
    ),
    unseen: fc.integer({ min: 0, max: 3_000 }),
    behind: fc.integer({ min: 0, max: 60_000 }),
    seen: fc.integer({ min: 0, max: 9_000 }),
  })
  const contenders = fc
    .record({
      change: changes,
      gap: fc.integer({ min: 1, max: 2_000 }),
      since: fc.integer({ min: 0, max: 60_000 }),
    })
    .map(({ change, gap, since }): Contender => {
      const { what, unseen, behind, seen } = change
      const oldest = now - behind
      return {
        change: { what, unseen, seen, oldest, arrivals: unseen * oldest, begun: oldest - 1 },
        rhythm: { newest: oldest, gap, square: gap ** 2, short: gap },
        since: now - since,
        elsewhere: [],
      }
    })
  const budgets = fc
    .record({
      limit: fc.integer({ min: 1, max: 20 }),
      window: fc.integer({ min: 100, max: 60_000 }),
      spent: fc.nat(20),
      until: fc.integer({ min: -1_000, max: 60_000 }),
    })
    .map(
      ({ limit, window, spent, until }): Budget => ({
        limit,
        window,
        left: Math.max(0, limit - spent),
        reopens: until <= 0 && spent < limit ? now : now + Math.max(1, until),
      }),
    )

  it('never lets more go than is left, and never what has nothing to show', () => {
    fc.assert(
      fc.property(budgets, fc.array(contenders, { maxLength: 6 }), (room, all) => {
        const decision = decide(now, room, all)
        if (decision.type !== 'go') return
        expect(room.left).toBeGreaterThan(0)
        expect(all[decision.index]?.change.what).not.toBe('nothing')
      }),
    )
  })

  it('never waits for a moment that is past, nor beyond the reopening when nothing is left', () => {
    fc.assert(
      fc.property(budgets, fc.array(contenders, { maxLength: 6 }), (room, all) => {
        const decision = decide(now, room, all)
        if (decision.type !== 'wait') return
        expect(decision.until).toBeGreaterThan(now)
        if (room.left === 0) expect(decision.until).toBe(room.reopens)
      }),
    )
  })

  it('never lets growth or status pass first or final text, unless it is overdue', () => {
    fc.assert(
      fc.property(budgets, fc.array(contenders, { minLength: 2, maxLength: 6 }), (room, all) => {
        const decision = decide(now, room, all)
        if (decision.type !== 'go' || decision.rank.class === 'overdue') return
        const classes = all.map(({ change }) => change.what)
        if (classes.includes('final')) expect(all[decision.index]?.change.what).toBe('final')
        else if (classes.includes('first')) expect(all[decision.index]?.change.what).toBe('first')
      }),
    )
  })
})
