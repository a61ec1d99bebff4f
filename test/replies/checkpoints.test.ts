import { expect, test } from 'vitest'
import { createCheckpoints } from '../../src/replies/checkpoints.ts'
import { createFakeClock } from '../world/fake-clock.ts'

test('a store that keeps failing is reported once, and again after it has worked in between', async () => {
  const clock = createFakeClock()
  let isFailing = true
  const faults: unknown[] = []
  const store = async (): Promise<void> => {
    if (isFailing) throw new Error('full')
  }
  const checkpoints = createCheckpoints(clock, store, (error) => faults.push(error))
  checkpoints.note('a')
  await clock.pass(10_000)
  expect(faults).toHaveLength(1)
  isFailing = false
  await clock.pass(2_000)
  isFailing = true
  checkpoints.note('ab')
  await clock.pass(10_000)
  expect(faults).toHaveLength(2)
  await checkpoints.stop()
})

test('nothing is stored after the end', async () => {
  const stored: string[] = []
  const checkpoints = createCheckpoints(
    createFakeClock(),
    async (text) => void stored.push(text),
    () => undefined,
  )
  checkpoints.note('the whole text')
  await checkpoints.stop()
  await checkpoints.flush()
  expect(stored).toEqual([])
})
