import { describe, expect, it } from 'vitest'
import type { Limiter } from '../../../src/discord/pacing/lane.ts'
import { channelRoutes, createPacing, interactionRoutes } from '../../../src/discord/pacing/pacing.ts'
import { type Route, routeTo } from '../../../src/discord/pacing/route.ts'
import type { Gate, Want, Way } from '../../../src/reply/gate.ts'
import { fakeDiscord, type Limit } from './fake-discord.ts'
import { virtualClock } from './virtual-clock.ts'

const channel = '111111111111111111'
const way: Way = { type: 'edit', page: 0 }

const inTurn = (): Limiter => {
  let before: Promise<void> = Promise.resolve()
  return {
    schedule: (job) => {
      before = before.then(job)
      return before
    },
  }
}

const setUp = (limit: Limit = { limit: 5, window: 5_000 }, globalPerSecond = 50) => {
  const clock = virtualClock()
  const discord = fakeDiscord(clock, limit, () => ({ there: 30, back: 30 }))
  const pacing = createPacing({ clock, request: discord.request, limiter: inTurn, globalPerSecond })
  const order: string[] = []
  /** Sends an edit of this name as soon as the gate lets it. */
  const ask = (gate: Gate, name: string, want: () => Want, place = channel) =>
    gate.pass(
      way,
      want,
      async () => {
        order.push(`${name} ${clock.elapsed()}`)
        const url = `https://discord.test/api/v10/channels/${place}/messages/222222222222222222`
        await pacing.rest.makeRequest(url, { method: 'PATCH', body: name })
      },
      new AbortController().signal,
    )
  const gate = (place = channel) => pacing.gateFor(channelRoutes(place))
  const fill = async (count: number, place = channel) => {
    for (let sent = 0; sent < count; sent++) {
      const done = ask(gate(place), 'filling', wanting('final', 0), place)
      await clock.run(clock.elapsed() + 60)
      await done
    }
    order.splice(0)
  }
  return { clock, discord, pacing, order, ask, gate, fill }
}

const wanting =
  (what: Want['what'], oldest: number, unseen = 10): (() => Want) =>
  () => ({ what, unseen, oldest, arrivals: unseen * oldest, seen: 100, begun: 0 })

describe('replies in one channel', () => {
  it('have their final text, then first text, then growth let go when the window reopens', async () => {
    const { clock, order, ask, gate, fill } = setUp({ limit: 4, window: 4_000 })
    await fill(4)
    const done = Promise.all([
      ask(gate(), 'growth', wanting('growth', 300, 5_000)),
      ask(gate(), 'first', wanting('first', 300)),
      ask(gate(), 'final', wanting('final', 300)),
    ])
    await clock.run(60_000)
    await done
    expect(order.map((line) => line.split(' ')[0])).toEqual(['final', 'first', 'growth'])
  })

  it('do not starve while others go on without end', async () => {
    const { clock, order, ask, gate } = setUp({ limit: 1, window: 1_000 })
    let isStarved = true
    const busy = async () => {
      for (let turn = 0; turn < 40 && isStarved; turn++)
        await ask(gate(), 'final', wanting('final', clock.elapsed()))
    }
    const done = Promise.all([busy(), busy(), busy()])
    const patient = ask(gate(), 'growth', wanting('growth', 0)).then(() => {
      isStarved = false
    })
    await clock.run(60_000)
    await Promise.all([done, patient])
    expect(order.findIndex((line) => line.startsWith('growth'))).toBeLessThan(12)
  })

  it('are asked anew when something arrives', async () => {
    const { clock, order, ask, gate } = setUp()
    const one = gate()
    let want = wanting('nothing', 0)
    const done = ask(one, 'text', () => want())
    await clock.run(700)
    expect(order).toEqual([])
    expect(clock.timers()).toBe(0)
    want = wanting('first', 700)
    one.stir()
    await clock.run(2_000)
    await done
    expect(order).toEqual(['text 700'])
  })
})

describe('a gate', () => {
  it('lets one change of a reply go at a time, in the order in which they were asked for', async () => {
    const { clock, order, ask, gate } = setUp()
    const one = gate()
    const done = Promise.all(['a', 'b', 'c'].map((name) => ask(one, name, wanting('final', 0))))
    await clock.run(1_000)
    await done
    expect(order).toEqual(['a 0', 'b 60', 'c 120'])
  })

  it('gives what the sending gives, and goes on after one that failed', async () => {
    const { clock, gate } = setUp()
    const one = gate()
    const { signal } = new AbortController()
    const failed = one.pass(way, wanting('final', 0), () => Promise.reject(new Error('cut')), signal)
    const good = one.pass(way, wanting('final', 0), async () => 7, signal)
    const outcome = Promise.allSettled([failed, good])
    await clock.run(1_000)
    expect(await outcome).toMatchObject([{ status: 'rejected', reason: { message: 'cut' } }, { value: 7 }])
  })

  it('rejects with the reason of an abort before the sending, and lets the others go on', async () => {
    const { clock, order, ask, gate, fill } = setUp({ limit: 1, window: 1_000 })
    await fill(1)
    const stop = new AbortController()
    const given = gate().pass(way, wanting('final', 0), () => Promise.reject(new Error('sent')), stop.signal)
    const other = ask(gate(), 'other', wanting('first', 0))
    const outcome = given.catch((error: unknown) => error)
    await clock.run(500)
    stop.abort('stopped')
    expect(await outcome).toBe('stopped')
    await clock.run(5_000)
    await other
    expect(order).toHaveLength(1)
    const late = gate().pass(way, wanting('final', 0), async () => 1, stop.signal)
    await expect(late).rejects.toBe('stopped')
    expect(clock.timers()).toBe(0)
  })

  it('does not mind an abort once the sending has begun', async () => {
    const { clock, gate } = setUp()
    const stop = new AbortController()
    const wait = () => new Promise<string>((resolve) => clock.after(50, () => resolve('sent')))
    const sending = gate().pass(way, wanting('final', 0), wait, stop.signal)
    await clock.run(20)
    stop.abort('stopped')
    await clock.run(100)
    expect(await sending).toBe('sent')
  })

  it('goes on by another route in mid-reply, in that route’s own bucket', async () => {
    const { clock, discord, pacing } = setUp({ limit: 1, window: 60_000 })
    const [hook, own] = [interactionRoutes(channel, 'token'), channelRoutes(channel)]
    let routes = hook
    const one = pacing.gateFor((which) => routes(which))
    const send = async () => {
      const { template } = routes(way)
      const path = template.startsWith('/webhooks')
        ? `/webhooks/${channel}/token/messages/@original`
        : `/channels/${channel}/messages/222222222222222222`
      await pacing.rest.makeRequest(`https://discord.test/api/v10${path}`, { method: 'PATCH', body: 'x' })
    }
    const { signal } = new AbortController()
    let want = wanting('nothing', 0)
    const first = one.pass(way, () => want(), send, signal)
    await clock.run(10)
    routes = own
    want = wanting('final', 0)
    one.stir()
    await clock.run(1_000)
    await first
    expect(discord.received.map(({ path }) => path.split('/')[1])).toEqual(['channels'])
    routes = hook
    const second = one.pass(way, () => want(), send, signal)
    await clock.run(2_000)
    await second
    expect(discord.received).toHaveLength(2)
  })
})

describe('the bot’s own route', () => {
  it('shares the global limit among all channels, the furthest behind first', async () => {
    const { clock, discord, ask, gate } = setUp({ limit: 50, window: 1_000 }, 10)
    const places = Array.from(
      { length: 30 },
      (_, n) => `${channel.slice(0, -2)}${String(n).padStart(2, '0')}`,
    )
    const done = Promise.all(
      places.map((place, n) => ask(gate(place), `${n}`, wanting('growth', 0, 100 + n), place)),
    )
    await clock.run(20_000)
    await done
    const rounds = discord.received.map(({ sentAt, body }) => ({
      round: Math.floor((sentAt - 1_000) / 1_050),
      body: Number(body),
    }))
    expect(rounds.filter(({ round }) => round === 0)).toHaveLength(8)
    expect(rounds.filter(({ round }) => round === 1).map(({ body }) => body)).toEqual([
      29, 28, 27, 26, 25, 24, 23, 22,
    ])
    expect(clock.timers()).toBe(0)
  })

  it('is not what interactions wait for', async () => {
    const { clock, discord, pacing } = setUp({ limit: 50, window: 1_000 }, 2)
    const tokens = Array.from({ length: 30 }, (_, n) => `token${n}`)
    const routeOf = (token: string) => (): Route =>
      routeTo('PATCH', `/webhooks/${channel}/${token}/messages/@original`)
    const done = tokens.map((token) =>
      pacing.gateFor(routeOf(token)).pass(
        way,
        wanting('first', 0),
        async () => {
          const url = `https://discord.test/api/v10/webhooks/${channel}/${token}/messages/@original`
          await pacing.rest.makeRequest(url, { method: 'PATCH', body: 'x' })
        },
        new AbortController().signal,
      ),
    )
    await clock.run(1_000)
    await Promise.all(done)
    expect(discord.received.filter(({ sentAt }) => sentAt === 0)).toHaveLength(30)
  })
})
