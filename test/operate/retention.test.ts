import { expect, test } from 'vitest'
import { keepFor } from '../../src/operate/retention.ts'
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
  }
  const end = keepFor({ store, clock, days: 30, onFault: (error) => faults.push(error) })
  expect(forgotten).toEqual([-30 * day])
  await clock.pass(2 * day)
  expect(forgotten).toEqual([-30 * day, -29 * day, -28 * day])
  expect(faults).toHaveLength(1)
  end()
  await clock.pass(2 * day)
  expect(forgotten).toHaveLength(3)
  expect(clock.timers()).toBe(0)
})
