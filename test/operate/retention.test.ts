import { expect, test } from 'vitest'
import { createCalendar, monthBefore } from '../../src/allowances/calendar.ts'
import { deleteOldData } from '../../src/operate/retention.ts'
import { createFakeClock } from '../world/fake-clock.ts'

const day = 24 * 60 * 60_000

test('old conversations are forgotten at the start and once a day, until it is ended', async () => {
  const clock = createFakeClock()
  const start = clock.now()
  const forgotten: number[] = []
  const faults: unknown[] = []
  const store = {
    forgetBefore: async (before: number) => {
      forgotten.push(before - start)
      if (forgotten.length === 2) throw new Error('the disk is full')
      return 0
    },
    dropUsesBefore: async () => {},
  }
  const onFault = (error: unknown) => faults.push(error)
  const end = deleteOldData({ store, clock, days: 30, usesFrom: () => '', onFault })
  expect(forgotten).toEqual([-30 * day])
  await clock.pass(2 * day)
  expect(forgotten).toEqual([-30 * day, -29 * day, -28 * day])
  expect(faults).toHaveLength(1)
  end()
  await clock.pass(2 * day)
  expect(forgotten).toHaveLength(3)
  expect(clock.timers()).toBe(0)
})

test('the use of allowances is kept for this month and the last, however long conversations are', async () => {
  const clock = createFakeClock(Date.UTC(2026, 11, 31, 12))
  const calendar = createCalendar('UTC')
  const usesFrom = () => monthBefore(calendar.periodsOf(clock.now()).month)
  const dropped: string[] = []
  const faults: unknown[] = []
  const store = {
    forgetBefore: async () => {
      throw new Error('conversations are kept forever')
    },
    dropUsesBefore: async (period: string) => {
      dropped.push(period)
      if (dropped.length === 1) throw new Error('the disk is full')
    },
  }
  const onFault = (error: unknown) => faults.push(error)
  const end = deleteOldData({ store, clock, days: undefined, usesFrom, onFault })
  await clock.pass(day)
  expect(dropped).toEqual(['2026-11', '2026-12'])
  expect(faults.map(String)).toEqual(['Error: the disk is full'])
  end()
  expect(clock.timers()).toBe(0)
})
