import { expect, onTestFinished, test } from 'vitest'
import type { Answer } from '../../src/sandbox/claude/answer.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aDatabase } from '../postgres/a-database.ts'
import { aWire } from '../postgres/a-wire.ts'
import { aClock } from '../store/a-clock.ts'
import { people, places, startBotWorld } from '../world/bot-world.ts'
import { createScaledClock } from '../world/scaled-clock.ts'
import { connectedTo } from './stage.ts'

/** A reply of so many seconds. */
const story = (seconds: number): Answer => ({
  type: 'reply',
  say: [{ type: 'text', text: `${'word '.repeat(seconds * 10)}the end` }],
  pace: { tokensPerSecond: 10 },
})

/** A process with SHARDS in the middle of a reply, with a network to its database that can be cut. */
const writing = async (seconds: number) => {
  const url = await aDatabase()
  const wire = await aWire(url)
  const clock = createScaledClock(1)
  const world = await startBotWorld({
    ...{ clock, speed: 1 },
    environment: { DATABASE_URL: wire.through(url), SHARDS: '1' },
  })
  let isOpen = true
  const close = async (): Promise<void> => {
    if (!isOpen) return
    isOpen = false
    wire.mend()
    await world.close()
  }
  onTestFinished(close, 60_000)
  const { discord, claude } = world
  const botId = discord.application.botId
  const say = (channelId: string, content: string, userId = people.ada) =>
    discord.say({ channelId, userId, content: `<@${botId}> ${content}` })
  const repliesIn = (channelId: string) =>
    discord.messages(channelId).filter(({ authorId }) => authorId === botId)
  await discord.until(() => connectedTo(discord) === 1, { what: 'the shard is connected', within: 90_000 })
  claude.next(story(seconds))
  say(places.general, 'tell me a story')
  await discord.until(() => repliesIn(places.general).some(({ content }) => content.includes('word')), {
    what: 'the reply has begun',
    within: 90_000,
  })
  // Some of it is stored by then, and so is the gateway's session.
  await new Promise<void>((resolve) => void clock.after(3_000, resolve))
  const shown = (): string => repliesIn(places.general)[0]?.content ?? ''
  const passed = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve))
  return { ...{ url, wire, clock, world, close, say, repliesIn, shown, passed }, ...{ discord, claude } }
}

/** What is stored in a channel: each turn's role and text. */
const stored = async (url: string, channelId: string) => {
  const store = await openStore({ url, clock: aClock() })
  const { headId } = await store.conversation(channelId)
  const path = await store.path(headId ?? '')
  expect(await store.unfinished()).toEqual({ answers: [], questions: [] })
  await store.close()
  return path.map(({ role, text }) => ({ role, text }))
}

test('while PostgreSQL is away for less than a lease, a reply goes on on the screen and is stored later; a question waits and is answered', {
  timeout: 300_000,
}, async () => {
  const { url, wire, close, say, repliesIn, shown, discord, claude } = await writing(12)
  wire.cut()
  const { length } = shown()
  await discord.until(() => shown().length > length + 10, {
    what: 'more of the reply while it is away',
    within: 90_000,
  })
  claude.next({ type: 'reply', say: [{ type: 'text', text: 'I hear you' }] })
  say(places.questions, 'can you hear me?')
  const before = shown().length
  await discord.until(() => shown().length > before + 10, {
    what: 'more of the reply after the question',
    within: 90_000,
  })
  expect(repliesIn(places.questions)).toEqual([])
  wire.mend()
  await discord.until(() => shown().includes('the end') && !shown().includes('▌'), {
    what: 'the whole reply',
    within: 90_000,
  })
  await discord.until(() => repliesIn(places.questions).some(({ components }) => components.length > 0), {
    what: 'the question is answered',
    within: 90_000,
  })
  expect(repliesIn(places.questions)).toMatchObject([{ content: expect.stringContaining('I hear you') }])
  await close()
  expect(await stored(url, places.general)).toEqual([
    { role: 'question', text: 'tell me a story' },
    { role: 'answer', text: expect.stringMatching(/^(word ){120}the end$/) },
  ])
  expect(await stored(url, places.questions)).toHaveLength(2)
})

test('while PostgreSQL is away for 30 s, the process stops writing; later the reply says so, and what was asked meanwhile is answered once each', {
  timeout: 300_000,
}, async () => {
  const { url, wire, clock, world, close, say, repliesIn, shown, passed, discord, claude } =
    await writing(120)
  wire.cut()
  const begun = clock.elapsed()
  // Before the lease is over, and after it.
  claude.next({ type: 'reply', say: [{ type: 'text', text: 'I hear you' }] })
  say(places.questions, 'are you there?', people.grace)
  await expect
    .poll(world.log, { timeout: 90_000, message: 'it gives its shards up' })
    .toContain('others have taken over the shards of this process, or may have')
  expect(clock.elapsed() - begun).toBeLessThan(9_000)
  const left = shown()
  clock.setSpeed(5)
  claude.next({ type: 'reply', say: [{ type: 'text', text: 'I hear you' }] })
  say(places.questions, 'can you hear me?')
  await passed(30_000 - (clock.elapsed() - begun))
  clock.setSpeed(1)
  expect(shown()).toBe(left)
  expect(repliesIn(places.questions)).toEqual([])
  wire.mend()
  await discord.until(() => shown().includes('Interrupted'), {
    what: 'the reply says that it was interrupted',
    within: 90_000,
  })
  const answered = () => repliesIn(places.questions).filter(({ content }) => content.includes('I hear you'))
  await discord.until(() => answered().length === 2, { what: 'both questions are answered', within: 90_000 })
  expect(repliesIn(places.general)).toHaveLength(1)
  expect(repliesIn(places.questions)).toHaveLength(2)
  await close()
  expect(await stored(url, places.general)).toEqual([
    { role: 'question', text: 'tell me a story' },
    { role: 'answer', text: expect.stringMatching(/^word word/) },
  ])
  expect(await stored(url, places.questions)).toHaveLength(4)
})
