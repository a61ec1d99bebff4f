import { describe, expect, it } from 'vitest'
import { createGlobalLimit } from '../../src/pacing/global-limit.ts'
import type { Rank } from '../../src/pacing/pace-rank.ts'
import { virtualClock } from './virtual-clock.ts'

const growth = (behind: number): Rank => ({ class: 'growth', behind })
const final: Rank = { class: 'final', behind: 0 }
const status: Rank = { class: 'status', behind: 0 }
const nothing = () => {}

const setUp = (limit?: number) => {
  const clock = virtualClock()
  const pool = createGlobalLimit(clock, limit)
  const let_ = (rank: Rank, retry: () => void = nothing) => {
    const isIn = pool.admit(() => rank, retry)
    if (isIn) pool.departed()
    return isIn
  }
  const many = (count: number, rank: Rank) =>
    Array.from({ length: count }, () => let_(rank)).filter(Boolean).length
  return { clock, pool, let_, many }
}

describe('the global limit', () => {
  it('leaves room for what is more urgent, and some that nothing of ours uses', () => {
    const { many, pool } = setUp(10)
    expect(many(20, status)).toBe(5)
    expect(many(20, growth(1))).toBe(3)
    expect(many(20, final)).toBe(1)
    expect(pool.admit(() => ({ class: 'first', behind: 0 }), nothing)).toBe(false)
    expect(pool.admit(() => ({ class: 'overdue', behind: 0 }), nothing)).toBe(false)
  })

  it('is fifty a second until it is known', () => {
    expect(setUp().many(60, final)).toBe(45)
  })

  it('always has room for one, however small it is', () => {
    expect(setUp(1).many(3, status)).toBe(1)
  })

  it('counts what others send', () => {
    const { pool, many } = setUp(10)
    for (let sent = 0; sent < 7; sent++) pool.departed()
    expect(many(20, growth(1))).toBe(1)
  })

  it('counts an admitted request once, when it is admitted', () => {
    const { pool, many } = setUp(10)
    expect(pool.admit(() => growth(1), nothing)).toBe(true)
    expect(many(20, growth(1))).toBe(7)
    const other = setUp(10)
    expect(other.pool.admit(() => growth(1), nothing)).toBe(true)
    other.pool.departed()
    other.pool.departed()
    expect(other.many(20, growth(1))).toBe(6)
  })

  it('opens again a second and a little later', async () => {
    const { clock, many } = setUp(10)
    expect(many(20, growth(1))).toBe(8)
    await clock.run(1_049)
    expect(many(1, growth(1))).toBe(0)
    await clock.run(1_050)
    expect(many(20, growth(1))).toBe(8)
  })

  it('counts what it let go from when that left', async () => {
    const { clock, pool, many } = setUp(10)
    for (let n = 0; n < 8; n++) pool.admit(() => growth(1), nothing)
    await clock.run(900)
    for (let n = 0; n < 8; n++) pool.departed()
    await clock.run(1_949)
    expect(many(1, growth(1))).toBe(0)
    await clock.run(1_950)
    expect(many(20, growth(1))).toBe(8)
  })

  it('counts once what it let go and left after its second', async () => {
    const { clock, pool, many } = setUp(10)
    pool.admit(() => growth(1), nothing)
    await clock.run(2_000)
    pool.departed()
    expect(many(20, growth(1))).toBe(7)
  })

  it('wakes those who wait, the most urgent first, as there is room', async () => {
    const { clock, let_, many } = setUp(10)
    expect(many(9, growth(1)) + many(9, final)).toBe(9)
    const order: string[] = []
    const ask = (name: string, rank: Rank) => {
      const retry = () => {
        if (let_(rank, retry)) order.push(name)
      }
      retry()
    }
    ask('little', growth(10))
    ask('much', growth(900))
    ask('status', status)
    ask('final', final)
    expect(order).toEqual([])
    await clock.run(1_050)
    expect(order).toEqual(['final', 'much', 'little', 'status'])
    expect(clock.timers()).toBe(0)
  })

  it('wakes the more urgent as soon as there is room for it, though others wait for more', async () => {
    const { clock, let_, many } = setUp(10)
    many(1, final)
    await clock.run(500)
    many(8, final)
    const order: string[] = []
    const ask = (name: string, rank: Rank) => {
      const retry = () => {
        if (let_(rank, retry)) order.push(`${name} ${clock.elapsed()}`)
      }
      retry()
    }
    ask('growth', growth(10))
    ask('final', final)
    await clock.run(5_000)
    expect(order).toEqual(['final 1050', 'growth 1550'])
  })

  it('wakes no more of them than there is room for', async () => {
    const { clock, let_, many } = setUp(10)
    expect(many(20, growth(1))).toBe(8)
    let woken = 0
    for (let n = 0; n < 100; n++) {
      const retry = () => {
        woken++
        let_(growth(n), retry)
      }
      let_(growth(n), retry)
    }
    await clock.run(1_050)
    expect(woken).toBe(8)
    await clock.run(2_100)
    expect(woken).toBe(16)
  })

  it('is for each a part of what it leaves to growth', () => {
    const { pool } = setUp(10)
    expect(pool.rateForEach() * 1_050).toBeCloseTo(8)
    const leave = pool.enter()
    expect(pool.rateForEach() * 1_050).toBeCloseTo(8)
    pool.enter()
    expect(pool.rateForEach() * 1_050).toBeCloseTo(4)
    leave()
    expect(pool.rateForEach() * 1_050).toBeCloseTo(8)
  })

  it('forgets those who wait no longer, and then keeps no timer', async () => {
    const { clock, pool, many } = setUp(10)
    many(9, final)
    const retry = () => expect.unreachable()
    expect(pool.admit(() => growth(1), retry)).toBe(false)
    expect(clock.timers()).toBe(1)
    pool.forget(retry)
    expect(clock.timers()).toBe(0)
    await clock.run(5_000)
  })

  it('keeps no timer for one who got in after all', async () => {
    const { clock, pool, many } = setUp(10)
    many(8, growth(1))
    const retry = () => {}
    expect(pool.admit(() => growth(1), retry)).toBe(false)
    expect(pool.admit(() => final, retry)).toBe(true)
    expect(clock.timers()).toBe(0)
  })

  it('is learned from a refusal, which is obeyed', async () => {
    const { clock, pool, many } = setUp(50)
    expect(many(20, growth(1))).toBe(20)
    pool.refused(3_000)
    await clock.run(2_999)
    expect(many(1, final)).toBe(0)
    await clock.run(3_000)
    expect(many(40, growth(1))).toBe(15)
    expect(many(40, final)).toBe(2)
  })

  it('never learns a limit below one, nor forgets a longer refusal', async () => {
    const { clock, pool, many } = setUp(50)
    pool.refused(3_000)
    pool.refused(1_000)
    await clock.run(2_000)
    expect(many(1, final)).toBe(0)
    await clock.run(3_000)
    expect(many(5, final)).toBe(1)
  })
})
