import { describe, expect, it } from 'vitest'
import { createPacing } from '../../src/discord/rest/pacing.ts'
import type { ChangeTarget, Gate, PendingChange } from '../../src/pacing/gate.ts'
import { fakeDiscord, type Limit } from './fake-discord.ts'
import { inTurn } from './in-turn.ts'
import { bothRoutes, channelRoutes, interactionRoutes } from './routes.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'

const channel = '111111111111111111'
const target: ChangeTarget = { type: 'edit', page: 0 }

const setUp = (
  limit: Limit = { limit: 5, window: 5_000 },
  globalPerSecond = 50,
  clock: VirtualClock = virtualClock(),
) => {
  const discord = fakeDiscord(clock, limit, () => ({ there: 30, back: 30 }))
  const pacing = createPacing({ clock, request: discord.request, limiter: inTurn, globalPerSecond })
  const order: string[] = []
  /** Sends an edit of this name as soon as the gate lets it. */
  const ask = (gate: Gate, name: string, pendingChange: () => PendingChange, place = channel) =>
    gate.pass(
      target,
      pendingChange,
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
      const done = ask(gate(place), 'filling', pending('final', 0), place)
      await clock.run(clock.elapsed() + 60)
      await done
    }
    order.splice(0)
  }
  return { clock, discord, pacing, order, ask, gate, fill }
}

const pending =
  (what: PendingChange['what'], oldest: number, unseen = 10): (() => PendingChange) =>
  () => ({ what, unseen, oldest, arrivals: unseen * oldest, seen: 100, begun: 0 })

describe('replies in one channel', () => {
  it('have their final text, then first text, then growth let go when the window reopens', async () => {
    const { clock, order, ask, gate, fill } = setUp({ limit: 4, window: 4_000 })
    await fill(4)
    const done = Promise.all([
      ask(gate(), 'growth', pending('growth', 300, 5_000)),
      ask(gate(), 'first', pending('first', 300)),
      ask(gate(), 'final', pending('final', 300)),
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
        await ask(gate(), 'final', pending('final', clock.elapsed()))
    }
    const done = Promise.all([busy(), busy(), busy()])
    const patient = ask(gate(), 'growth', pending('growth', 0)).then(() => {
      isStarved = false
    })
    await clock.run(60_000)
    await Promise.all([done, patient])
    expect(order.findIndex((line) => line.startsWith('growth'))).toBeLessThan(12)
  })

  it('are asked anew when something arrives', async () => {
    const { clock, order, ask, gate } = setUp()
    const one = gate()
    let pendingChange = pending('nothing', 0)
    const done = ask(one, 'text', () => pendingChange())
    await clock.run(700)
    expect(order).toEqual([])
    expect(clock.timers()).toBe(0)
    pendingChange = pending('first', 700)
    one.notify()
    await clock.run(2_000)
    await done
    expect(order).toEqual(['text 700'])
  })
})

describe('a gate', () => {
  it('lets one change of a reply go at a time, in the order in which they were asked for', async () => {
    const { clock, order, ask, gate } = setUp()
    const one = gate()
    const done = Promise.all(['a', 'b', 'c'].map((name) => ask(one, name, pending('final', 0))))
    await clock.run(1_000)
    await done
    expect(order).toEqual(['a 0', 'b 60', 'c 120'])
  })

  it('gives what the sending gives, and goes on after one that failed', async () => {
    const { clock, gate } = setUp()
    const one = gate()
    const { signal } = new AbortController()
    const failed = one.pass(target, pending('final', 0), () => Promise.reject(new Error('cut')), signal)
    const good = one.pass(target, pending('final', 0), async () => 7, signal)
    const outcome = Promise.allSettled([failed, good])
    await clock.run(1_000)
    expect(await outcome).toMatchObject([{ status: 'rejected', reason: { message: 'cut' } }, { value: 7 }])
  })

  it('rejects with the reason of an abort before the sending, and lets the others go on', async () => {
    const { clock, order, ask, gate, fill } = setUp({ limit: 1, window: 1_000 })
    await fill(1)
    const stop = new AbortController()
    const given = gate().pass(
      target,
      pending('final', 0),
      () => Promise.reject(new Error('sent')),
      stop.signal,
    )
    const other = ask(gate(), 'other', pending('first', 0))
    const outcome = given.catch((error: unknown) => error)
    await clock.run(500)
    stop.abort('stopped')
    expect(await outcome).toBe('stopped')
    await clock.run(5_000)
    await other
    expect(order).toHaveLength(1)
    const late = gate().pass(target, pending('final', 0), async () => 1, stop.signal)
    await expect(late).rejects.toBe('stopped')
    expect(clock.timers()).toBe(0)
  })

  it('does not mind an abort once the sending has begun', async () => {
    const { clock, gate } = setUp()
    const stop = new AbortController()
    const wait = () => new Promise<string>((resolve) => clock.after(50, () => resolve('sent')))
    const sending = gate().pass(target, pending('final', 0), wait, stop.signal)
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
      const path = routes(target)[0]?.template.startsWith('/webhooks')
        ? `/webhooks/${channel}/token/messages/@original`
        : `/channels/${channel}/messages/222222222222222222`
      await pacing.rest.makeRequest(`https://discord.test/api/v10${path}`, { method: 'PATCH', body: 'x' })
    }
    const { signal } = new AbortController()
    let pendingChange = pending('nothing', 0)
    const first = one.pass(target, () => pendingChange(), send, signal)
    await clock.run(10)
    routes = own
    pendingChange = pending('final', 0)
    one.notify()
    await clock.run(1_000)
    await first
    expect(discord.received.map(({ path }) => path.split('/')[1])).toEqual(['channels'])
    routes = hook
    const second = one.pass(target, () => pendingChange(), send, signal)
    await clock.run(2_000)
    await second
    expect(discord.received).toHaveLength(2)
  })
})

describe('a reply with two routes', () => {
  const token = 'token'
  const urls = [
    `https://discord.test/api/v10/webhooks/${channel}/${token}/messages/@original`,
    `https://discord.test/api/v10/channels/${channel}/messages/222222222222222222`,
  ]

  const setUpBoth = (limit?: Limit, globalPerSecond?: number, time?: VirtualClock) => {
    const stage = setUp(limit, globalPerSecond, time)
    const gate = stage.pacing.gateFor(bothRoutes(channel, token, channel))
    const edit = (pendingChange: () => PendingChange, signal = new AbortController().signal) =>
      gate.pass(
        target,
        pendingChange,
        async (route) => {
          await stage.pacing.rest.makeRequest(urls[route] ?? '', { method: 'PATCH', body: 'x' })
        },
        signal,
      )
    const sentBy = () => stage.discord.received.map(({ path, sentAt }) => `${path.split('/')[1]} ${sentAt}`)
    return { ...stage, both: gate, edit, sentBy }
  }

  it('goes by whichever has an edit left, and never by both', async () => {
    const { clock, edit, sentBy } = setUpBoth({ limit: 2, window: 4_000 })
    const done = Promise.all(Array.from({ length: 5 }, () => edit(pending('final', 0))))
    await clock.run(1_000)
    expect(sentBy()).toEqual(['webhooks 0', 'channels 60', 'webhooks 120', 'channels 180'])
    await clock.run(60_000)
    await done
    expect(sentBy()).toHaveLength(5)
    expect(clock.timers()).toBe(0)
  })

  it('grows twice as fast as with one, by the fuller of the two', async () => {
    const { clock, edit, sentBy, both } = setUpBoth({ limit: 4, window: 4_000 })
    let unseen = 0
    let arrivals = 0
    let seen = 100
    const grow = async () => {
      for (;;) {
        await edit(() => ({
          what: unseen > 0 ? 'growth' : 'nothing',
          ...{ unseen, arrivals, seen, oldest: 0, begun: -2_000 },
        }))
        seen += unseen
        unseen = 0
        arrivals = 0
      }
    }
    void grow()
    for (let at = 0; at < 8_000; at += 20)
      clock.after(at, () => {
        unseen += 4
        arrivals += 4 * at
        both.notify()
      })
    await clock.run(8_000)
    const by = (route: string) => sentBy().filter((line) => line.startsWith(route)).length
    expect(by('webhooks')).toBeGreaterThanOrEqual(6)
    expect(by('channels')).toBeGreaterThanOrEqual(6)
    expect(Math.abs(by('webhooks') - by('channels'))).toBeLessThanOrEqual(1)
  })

  it('leaves the channel’s to others once it has gone by the token’s', async () => {
    const { clock, discord, edit, ask, gate, order } = setUpBoth({ limit: 1, window: 4_000 })
    const done = Promise.all([edit(pending('final', 0)), ask(gate(), 'other', pending('growth', 0, 1_000))])
    await clock.run(10_000)
    await done
    expect(order).toEqual(['other 0'])
    expect(discord.received).toHaveLength(2)
  })

  it('counts on no more of the channel’s than its part of the global limit', async () => {
    const sentBeside = async (others: number) => {
      const { clock, edit, sentBy, gate, both } = setUpBoth({ limit: 5, window: 5_000 })
      const stop = new AbortController()
      const waiting = Array.from({ length: others }, (_, n) => {
        const place = `${channel.slice(0, -3)}${500 + n}`
        return gate(place)
          .pass(target, pending('nothing', 0), async () => {}, stop.signal)
          .catch(() => {})
      })
      await clock.run(100)
      both.notify()
      // A code point a millisecond, and 3,000 ms over five edits of one bucket or up to ten of two.
      const pendingChange = {
        what: 'growth',
        unseen: 400,
        arrivals: 0,
        oldest: 0,
        seen: 9_800,
        begun: -10_000,
      } as const
      const done = edit(() => pendingChange)
      await clock.run(200)
      const sent = sentBy().length
      await clock.run(5_000)
      stop.abort()
      await Promise.all([done, ...waiting])
      return sent
    }
    expect(await sentBeside(0)).toBe(1)
    expect(await sentBeside(400)).toBe(0)
  })

  it('takes both as they are at one moment, though time goes on while it decides', async () => {
    const time = virtualClock()
    let looks = 0
    const passing = {
      ...time,
      elapsed: () => {
        looks++
        return time.elapsed() + looks / 1_000
      },
    }
    const { clock, edit, sentBy, both } = setUpBoth({ limit: 5, window: 5_000 }, 50, passing)
    both.notify()
    // A code point a millisecond, and 300 ms until the next edit.
    const pendingChange = {
      what: 'growth',
      unseen: 250,
      arrivals: 0,
      oldest: 0,
      seen: 9_950,
      begun: -10_000,
    } as const
    const done = edit(() => pendingChange)
    await clock.run(100)
    expect(sentBy()).toEqual([])
    await clock.run(1_000)
    await done
  })

  it('is let go of by both when it is given up', async () => {
    const { clock, edit, sentBy, ask, gate } = setUpBoth({ limit: 1, window: 1_000 })
    const stop = new AbortController()
    const nothing = edit(pending('nothing', 0), stop.signal).catch((reason: unknown) => reason)
    await clock.run(10)
    stop.abort('stopped')
    expect(await nothing).toBe('stopped')
    const other = ask(gate(), 'other', pending('final', 0))
    await clock.run(1_000)
    await other
    expect(sentBy()).toEqual(['channels 10'])
    expect(clock.timers()).toBe(0)
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
      places.map((place, n) => ask(gate(place), `${n}`, pending('growth', 0, 100 + n), place)),
    )
    await clock.run(20_000)
    await done
    const rounds = discord.received.map(({ sentAt, body }) => ({
      round: Math.floor((sentAt - 1_000) / 1_050),
      body: Number(body),
    }))
    expect(rounds.filter(({ round }) => round === -1)).toHaveLength(8)
    expect(rounds.filter(({ round }) => round === 0).map(({ body }) => body)).toEqual([
      29, 28, 27, 26, 25, 24, 23, 22,
    ])
    expect(clock.timers()).toBe(0)
  })

  it('is not looked at anew at each piece while growth waits for the global limit', async () => {
    const { clock, pacing, order, ask, fill } = setUp({ limit: 50, window: 1_000 }, 10)
    await fill(8)
    let looks = 0
    const counting = pacing.gateFor((which) => {
      looks++
      return channelRoutes(channel)(which)
    })
    const done = ask(counting, 'growth', pending('growth', 400, 5_000))
    await clock.run(500)
    const before = looks
    for (let piece = 0; piece < 100; piece++) counting.notify()
    expect(looks).toBe(before)
    await clock.run(2_000)
    await done
    expect(order).toEqual(['growth 1050'])
    expect(clock.timers()).toBe(0)
  })

  it.each(['first', 'final'] as const)(
    'takes the %s text at once although what was to go before it had to wait for the global limit',
    async (what) => {
      const { clock, order, ask, gate, fill } = setUp({ limit: 50, window: 1_000 }, 10)
      await fill(8)
      const one = gate()
      let pendingChange = pending('growth', 400, 5_000)
      const done = ask(one, what, () => pendingChange())
      await clock.run(600)
      pendingChange = pending(what, 600)
      one.notify()
      await clock.run(700)
      expect(order).toEqual([`${what} 600`])
      await done
    },
  )

  it.each(['there is room for it', 'it was given up'])(
    'is looked at again once what waited does so no more, since %s',
    async (why) => {
      const { clock, pacing, fill, gate } = setUp({ limit: 50, window: 1_000 }, 10)
      await fill(8)
      const one = gate()
      const sentAt: number[] = []
      let pendingChange = pending('growth', 400, 5_000)
      const grow = (signal: AbortSignal) =>
        one.pass(
          target,
          () => pendingChange(),
          async () => void sentAt.push(clock.elapsed()),
          signal,
        )
      const stop = new AbortController()
      const waiting = grow(stop.signal).catch(() => grow(new AbortController().signal))
      await clock.run(1_040)
      pendingChange = pending('growth', 1_030, 1)
      one.notify()
      if (why === 'it was given up') stop.abort()
      await clock.run(1_060)
      expect(sentAt).toEqual([])
      pendingChange = pending('growth', 1_060, 5_000)
      one.notify()
      await clock.run(1_061)
      expect(sentAt).toEqual([1_060])
      await waiting
      expect(pacing.size().buckets).toBe(1)
    },
  )

  it('is not what interactions wait for', async () => {
    const { clock, discord, pacing } = setUp({ limit: 50, window: 1_000 }, 2)
    const tokens = Array.from({ length: 30 }, (_, n) => `token${n}`)
    const done = tokens.map((token) =>
      pacing.gateFor(interactionRoutes(channel, token)).pass(
        target,
        pending('first', 0),
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
