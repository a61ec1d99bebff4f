import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { delay } from '../src/delay.ts'
import { createFakeClock } from './world/fake-clock.ts'

describe('delay', () => {
  test('resolves after the time has passed, and leaves nothing behind', async () => {
    const clock = createFakeClock()
    const { signal } = new AbortController()
    let isOver = false
    const waiting = delay(1_000, { clock, signal }).then(() => {
      isOver = true
    })
    await clock.pass(999)
    expect(isOver).toBe(false)
    await clock.pass(1)
    await waiting
    expect([clock.timers(), getEventListeners(signal, 'abort').length]).toEqual([0, 0])
  })

  test('rejects at once when the signal has already aborted', async () => {
    const clock = createFakeClock()
    const reason = new Error('stopped')
    await expect(delay(1_000, { clock, signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(clock.timers()).toBe(0)
  })

  test('rejects with the reason when the signal aborts meanwhile, and leaves nothing behind', async () => {
    const clock = createFakeClock()
    const abort = new AbortController()
    const waiting = delay(1_000, { clock, signal: abort.signal })
    const reason = new Error('stopped')
    abort.abort(reason)
    await expect(waiting).rejects.toBe(reason)
    expect([clock.timers(), getEventListeners(abort.signal, 'abort').length]).toEqual([0, 0])
  })
})
