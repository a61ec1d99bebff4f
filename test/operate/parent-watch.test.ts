import { expect, test } from 'vitest'
import { watchParent } from '../../src/operate/parent-watch.ts'
import { createFakeClock } from '../world/fake-clock.ts'

test('the end of the parent is told once, and nothing is told after the watch has ended', async () => {
  const clock = createFakeClock()
  let parent = 50
  let told = 0
  const watch = () => watchParent({ clock, parent: () => parent, gone: () => (told += 1) })
  watch()
  await clock.pass(60_000)
  expect(told).toBe(0)
  parent = 1
  await clock.pass(60_000)
  expect(told).toBe(1)
  expect(clock.timers()).toBe(0)
  const end = watch()
  end()
  parent = 2
  await clock.pass(60_000)
  expect(told).toBe(1)
})
