import { describe, expect, test } from 'vitest'
import type { FailureKind } from '../../src/conversation/failure.ts'
import { createHealth } from '../../src/operate/health.ts'
import { serveMonitoring } from '../../src/operate/serve-monitoring.ts'
import { createFakeClock } from '../world/fake-clock.ts'

describe('health', () => {
  test('is lost when the heartbeats stop, and comes back with them', async () => {
    const clock = createFakeClock()
    const health = createHealth(clock)
    health.started()
    await clock.pass(91_000)
    expect(health.verdict()).toMatchObject({ ok: false, because: [expect.stringContaining('heartbeat')] })
    health.heartbeat()
    expect(health.verdict().ok).toBe(true)
  })

  test('is lost when the gateway does not tell us of what we did ourselves', async () => {
    const clock = createFakeClock()
    const health = createHealth(clock)
    health.started()
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
    health.started()
    for (let minute = 0; minute < 60; minute += 1) {
      await clock.pass(60_000)
      health.heartbeat()
    }
    expect(health.verdict()).toEqual({ ok: true, because: [] })
  })

  test('says that the bot is starting until it answers', () => {
    const health = createHealth(createFakeClock())
    expect(health.verdict()).toEqual({ ok: false, because: ['starting'] })
    health.started()
    expect(health.verdict()).toEqual({ ok: true, because: [] })
  })

  test('is lost thirty seconds after the connection, however often it is tried again, and is back with it', async () => {
    const clock = createFakeClock()
    const health = createHealth(clock)
    health.started()
    for (let tries = 0; tries < 30; tries += 1) {
      health.disconnected()
      await clock.pass(1_000)
    }
    expect(health.verdict().ok).toBe(true)
    await clock.pass(1_000)
    expect(health.verdict()).toEqual({ ok: false, because: ['no connection to the gateway for 31 s'] })
    health.connected()
    expect(health.verdict().ok).toBe(true)
    await clock.pass(20_000)
    health.disconnected()
    await clock.pass(20_000)
    expect(health.verdict().ok).toBe(true)
  })

  const after = (...replies: readonly (readonly [FailureKind | undefined, string])[]): boolean => {
    const health = createHealth(createFakeClock())
    health.started()
    for (const [kind, place] of replies) health.replied(kind, place)
    return health.verdict().ok
  }
  const times = (count: number, kind: FailureKind, place = 'a') =>
    Array.from({ length: count }, () => [kind, place] as const)

  test.each<readonly [string, boolean, readonly (readonly [FailureKind | undefined, string])[]]>([
    ['busy Claude', true, times(9, 'busy')],
    ['four refused keys', true, times(4, 'key-refused')],
    ['five refused keys in one channel', false, times(5, 'key-refused')],
    ['a proxy’s web page', false, times(5, 'misconfigured')],
    ['an unknown model in one channel', true, times(50, 'unknown-model')],
    ['an unknown model in two channels', false, [...times(4, 'unknown-model'), ['unknown-model', 'b']]],
    ['a fault that one conversation causes', true, times(50, 'internal')],
    ['faults everywhere', false, [...times(3, 'internal'), ...times(2, 'internal', 'b')]],
    ['a good reply after them', true, [...times(9, 'key-refused'), [undefined, 'b']]],
    ['a stopped reply after five refused keys', false, [...times(5, 'key-refused'), ['stopped', 'b']]],
    ['a full disk behind one odd channel', false, [...times(5, 'internal'), ['not-stored', 'b']]],
  ])('counts what is the bot’s own: %s', (_, ok, replies) => {
    expect(after(...replies)).toBe(ok)
  })

  test('is served over HTTP as 200 or 503', async () => {
    let ok = true
    const close = await serveMonitoring(18_473, { verdict: () => ({ ok, because: ok ? [] : ['deaf'] }) })
    expect((await fetch('http://127.0.0.1:18473/health')).status).toBe(200)
    ok = false
    const sick = await fetch('http://127.0.0.1:18473/health')
    expect(sick.status).toBe(503)
    expect(await sick.json()).toEqual({ ok: false, because: ['deaf'] })
    expect((await fetch('http://127.0.0.1:18473/secrets')).status).toBe(404)
    await close()
  })
})
