import { describe, expect, test } from 'vitest'
import { createHealth } from '../../src/operate/health.ts'
import { serveHealth } from '../../src/operate/serve-health.ts'
import { createFakeClock } from '../world/fake-clock.ts'

describe('health', () => {
  test('is lost when the heartbeats stop, and comes back with them', async () => {
    const clock = createFakeClock()
    const health = createHealth(clock)
    await clock.pass(121_000)
    expect(health.verdict()).toMatchObject({ ok: false, because: [expect.stringContaining('heartbeat')] })
    health.heartbeat()
    expect(health.verdict().ok).toBe(true)
  })

  test('is lost when the gateway does not tell us of what we did ourselves', async () => {
    const clock = createFakeClock()
    const health = createHealth(clock)
    health.echoDue()
    await clock.pass(20_000)
    health.echoDue()
    await clock.pass(11_000)
    health.heartbeat()
    expect(health.verdict()).toMatchObject({ ok: false, because: [expect.stringContaining('no event')] })
    health.event()
    expect(health.verdict().ok).toBe(true)
  })

  test('is not lost in a quiet hour', async () => {
    const clock = createFakeClock()
    const health = createHealth(clock)
    for (let minute = 0; minute < 60; minute += 1) {
      await clock.pass(60_000)
      health.heartbeat()
    }
    expect(health.verdict()).toEqual({ ok: true, because: [] })
  })

  test('is lost after five replies in a row that failed for our own reasons, not for others', () => {
    const health = createHealth(createFakeClock())
    for (let i = 0; i < 9; i += 1) health.replied('busy')
    for (let i = 0; i < 4; i += 1) health.replied('key-refused')
    expect(health.verdict().ok).toBe(true)
    health.replied('internal')
    expect(health.verdict().ok).toBe(false)
    health.replied(undefined)
    expect(health.verdict().ok).toBe(true)
  })

  test('is served over HTTP as 200 or 503', async () => {
    let ok = true
    const close = await serveHealth(18_473, () => ({ ok, because: ok ? [] : ['deaf'] }))
    expect((await fetch('http://127.0.0.1:18473/health')).status).toBe(200)
    ok = false
    const sick = await fetch('http://127.0.0.1:18473/health')
    expect(sick.status).toBe(503)
    expect(await sick.json()).toEqual({ ok: false, because: ['deaf'] })
    expect((await fetch('http://127.0.0.1:18473/secrets')).status).toBe(404)
    await close()
  })
})
