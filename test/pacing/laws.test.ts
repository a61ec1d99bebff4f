import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPacing } from '../../src/discord/rest/pacing.ts'
import { type Fate, fakeDiscord, type Limit, type Received } from './fake-discord.ts'
import { inTurn } from './in-turn.ts'
import { show, textOf, type Writing } from './reply.ts'
import { bothRoutes, channelRoutes, interactionRoutes } from './routes.ts'
import { virtualClock } from './virtual-clock.ts'

const api = 'https://discord.test/api/v10'
const channel = '111111111111111111'

type Scene = {
  readonly limit: Limit
  readonly fates: readonly Fate[]
  /** Each reply edits a message of its own, all in one channel. */
  readonly replies: readonly (readonly Writing[])[]
  /** Whether each has a token of its own, beside the channel's route that they share. */
  readonly haveTokens: boolean
}

const play = async ({ limit, fates, replies, haveTokens }: Scene, before?: (discord: Changeable) => void) => {
  const clock = virtualClock()
  let next = 0
  // Trouble comes to an end: else a circle of faults could meet the same reply for ever.
  const fate = () => (next < 10 * fates.length ? fates[next++ % fates.length] : undefined) ?? calm
  const discord = fakeDiscord(clock, limit, fate)
  const pacing = createPacing({ clock, request: discord.request, limiter: inTurn })
  before?.({ clock, setLimit: discord.setLimit })
  const done = replies.map((pieces, index) => {
    const [token, own] = [`token${index}`, `${api}/channels/${channel}/messages/${message(index)}`]
    return show(
      {
        clock,
        gate: pacing.gateFor(haveTokens ? bothRoutes(channel, token, channel) : channelRoutes(channel)),
        urls: haveTokens ? [`${api}/webhooks/${channel}/${token}/messages/${message(index)}`, own] : [own],
        request: pacing.rest.makeRequest,
      },
      pieces,
    )
  })
  await clock.run(20 * 60_000)
  const open = await Promise.race([Promise.all(done).then(() => 0), Promise.resolve(1).then(() => 1)])
  return { received: discord.received, clock, pacing, unfinished: open }
}

const calm: Fate = { there: 30, back: 30 }

type Changeable = {
  readonly clock: ReturnType<typeof virtualClock>
  readonly setLimit: (limit: Limit) => void
}

const message = (index: number) => `${222222222222222222n + BigInt(index)}`

const limits = fc.record({
  limit: fc.integer({ min: 1, max: 10 }),
  window: fc.integer({ min: 500, max: 10_000 }),
})
const travelTimes = fc.record({
  there: fc.integer({ min: 5, max: 150 }),
  back: fc.integer({ min: 5, max: 150 }),
})
const faulty = fc
  .record({
    there: fc.integer({ min: 5, max: 150 }),
    back: fc.integer({ min: 5, max: 150 }),
    fault: fc.constantFrom(undefined, undefined, 'busy', 'cut-before', 'cut-after', 'refused'),
  })
  .map(({ there, back, fault }): Fate => (fault ? { there, back, fault } : { there, back }))
const writing = fc
  .array(fc.record({ gap: fc.integer({ min: 0, max: 900 }), size: fc.integer({ min: 1, max: 30 }) }), {
    minLength: 1,
    maxLength: 25,
  })
  .map((pieces) => {
    const gaps = pieces.map(({ gap }) => gap)
    return pieces.map(({ size }, index): Writing => ({ at: sum(gaps.slice(0, index + 1)), size }))
  })
const scenes = (fate: fc.Arbitrary<Fate>) =>
  fc.record({
    limit: limits,
    fates: fc
      .array(fate, { minLength: 3, maxLength: 12 })
      .map((all): Fate[] => [{ there: 30, back: 30 }, ...all]),
    replies: fc.array(writing, { minLength: 1, maxLength: 4 }),
    haveTokens: fc.boolean(),
  })

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
const perMessage = (received: readonly Received[]) =>
  Map.groupBy(received, ({ path }) => path.split('/').at(-1))
const lengths = (received: readonly Received[]) => received.map(({ body }) => body.length)
const pairs = <T>(list: readonly T[]) => list.slice(1).map((item, index) => [list[index], item] as const)

describe('whatever the timing', () => {
  it('never has two edits in flight for one message, even when requests fail', async () => {
    await fc.assert(
      fc.asyncProperty(scenes(faulty), async (scene) => {
        const { received } = await play(scene)
        for (const edits of perMessage(received).values())
          for (const [earlier, later] of pairs(edits))
            expect(later.sentAt).toBeGreaterThanOrEqual(earlier?.answeredAt ?? 0)
      }),
      { numRuns: 60 },
    )
  })

  it('ends with the last text on every message, even when requests fail', async () => {
    await fc.assert(
      fc.asyncProperty(scenes(faulty), async (scene) => {
        const { received } = await play(scene)
        const last = scene.replies.map((_, index) =>
          received.findLast(
            ({ path, status }) => path.endsWith(message(index)) && (status === 200 || status === 0),
          ),
        )
        expect(last.map((edit) => edit?.body)).toEqual(scene.replies.map((pieces) => textOf(pieces.length)))
      }),
      { numRuns: 60 },
    )
  })

  it('never shows older text over newer, nor the same text twice', async () => {
    await fc.assert(
      fc.asyncProperty(scenes(travelTimes), async (scene) => {
        const { received } = await play(scene)
        const visible = received.filter(({ status }) => status === 200)
        for (const edits of perMessage(visible).values())
          for (const [earlier, later] of pairs(lengths(edits))) expect(later).toBeGreaterThan(earlier ?? 0)
      }),
      { numRuns: 60 },
    )
  })

  it('is never refused, on any bucket', async () => {
    await fc.assert(
      fc.asyncProperty(
        scenes(fc.record({ there: fc.constant(30), back: fc.integer({ min: 30, max: 150 }) })),
        async (scene) => {
          const { received } = await play(scene)
          expect(received.filter(({ status }) => status === 429)).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })

  it('sends nothing to a bucket while a 429 blocks it', async () => {
    let refusals = 0
    await fc.assert(
      fc.asyncProperty(scenes(faulty), async (scene) => {
        const { received } = await play(scene)
        const refused = received.filter(({ status }) => status === 429)
        refusals += refused.length
        for (const { bucket, answeredAt, retryAfter = 0 } of refused) {
          const tooEarly = received.filter(
            (one) => one.bucket === bucket && one.sentAt > answeredAt && one.sentAt < answeredAt + retryAfter,
          )
          expect(tooEarly).toEqual([])
        }
      }),
      { numRuns: 60 },
    )
    expect(refusals).toBeGreaterThan(20)
  })

  it('leaves no timer behind', async () => {
    await fc.assert(
      fc.asyncProperty(scenes(faulty), async (scene) => {
        const { clock } = await play(scene)
        expect(clock.timers()).toBe(0)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a limit that changes in mid-reply', () => {
  it.each([
    ['narrower', { limit: 5, window: 5_000 }, { limit: 2, window: 6_000 }],
    ['wider', { limit: 3, window: 4_000 }, { limit: 10, window: 2_000 }],
    ['of a longer window', { limit: 5, window: 1_000 }, { limit: 5, window: 9_000 }],
  ])('is followed without a refusal when it becomes %s', async (_, limit, later) => {
    const pieces = Array.from({ length: 400 }, (_, index): Writing => ({ at: index * 70, size: 12 }))
    const { received } = await play(
      { limit, fates: [{ there: 30, back: 30 }], replies: [pieces], haveTokens: false },
      (discord) => discord.clock.after(9_300, () => discord.setLimit(later)),
    )
    expect(received.filter(({ status }) => status === 429)).toEqual([])
    expect(received.at(-1)?.body).toBe(textOf(400))
    const late = received.filter(({ arrivedAt }) => arrivedAt > 20_000).length
    expect(late).toBeGreaterThan((8_000 / later.window - 1) * later.limit)
  })
})

describe('replies in different channels', () => {
  it('do not slow each other', async () => {
    const clock = virtualClock()
    const discord = fakeDiscord(clock, { limit: 5, window: 5_000 }, () => ({ there: 30, back: 30 }))
    const pacing = createPacing({ clock, request: discord.request, limiter: inTurn })
    const tokens = Array.from({ length: 30 }, (_, index) => `token${index}`)
    const pieces = Array.from({ length: 20 }, (_, index): Writing => ({ at: index * 53, size: 12 }))
    const done = tokens.map((token) =>
      show(
        {
          clock,
          gate: pacing.gateFor(interactionRoutes(channel, token)),
          urls: [`${api}/webhooks/${channel}/${token}/messages/@original`],
          request: pacing.rest.makeRequest,
        },
        pieces,
      ),
    )
    await clock.run()
    await Promise.all(done)
    const timesOf = (token: string) =>
      discord.received.filter(({ path }) => path.includes(`/${token}/`)).map(({ sentAt }) => sentAt)
    for (const token of tokens) expect(timesOf(token)).toEqual(timesOf('token0'))
    expect(discord.received.filter(({ status }) => status === 429)).toEqual([])
  })
})

describe('when nobody uses them', () => {
  it('old buckets are dropped as new ones come', async () => {
    const clock = virtualClock()
    const discord = fakeDiscord(clock, { limit: 5, window: 2_000 }, () => ({ there: 30, back: 30 }))
    const pacing = createPacing({ clock, request: discord.request, limiter: inTurn })
    for (let index = 0; index < 1_000; index++) {
      const token = `token${index}`
      const done = show(
        {
          clock,
          gate: pacing.gateFor(interactionRoutes(channel, token)),
          urls: [`${api}/webhooks/${channel}/${token}/messages/@original`],
          request: pacing.rest.makeRequest,
        },
        [{ at: clock.elapsed() + 2_100, size: 1 }],
      )
      await clock.run()
      await done
    }
    expect(pacing.size().buckets).toBeLessThanOrEqual(64)
    expect(clock.timers()).toBe(0)
  })
})
