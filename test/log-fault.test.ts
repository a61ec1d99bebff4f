import { expect, test } from 'vitest'
import { createLog } from '../src/log.ts'
import { createFaultLog } from '../src/log-fault.ts'
import { createFakeClock } from './world/fake-clock.ts'

const world = () => {
  const clock = createFakeClock()
  const lines: string[] = []
  const log = createLog('debug', [], { write: (line) => void lines.push(line) })
  return { clock, report: createFaultLog(log, clock), lines: () => lines.map((line) => JSON.parse(line)) }
}

test('a fault that repeats is logged once a minute, with how often it came', async () => {
  const { clock, report, lines } = world()
  for (let second = 0; second < 90; second += 1) {
    report(new Error('database or disk is full'))
    await clock.pass(1_000)
  }
  expect(lines().map(({ msg, repeated }) => [msg, repeated])).toEqual([
    ['fault', undefined],
    ['fault', 59],
  ])
})

test('another fault is not held back', () => {
  const { report, lines } = world()
  for (const message of ['a', 'b', 'a', 'c']) report(new Error(message))
  expect(lines().map(({ err }) => err.message)).toEqual(['a', 'b', 'c'])
})
