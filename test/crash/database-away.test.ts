import { afterEach, expect, test } from 'vitest'
import type { Answer } from '../../src/sandbox/claude/answer.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aDatabase } from '../postgres/a-database.ts'
import { aWire } from '../postgres/a-wire.ts'
import { startPostgres } from '../postgres/start-postgres.ts'
import { aClock } from '../store/a-clock.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { createScaledClock } from '../world/scaled-clock.ts'

let world: BotWorld | undefined
afterEach(() => world?.close(), 60_000)

/** A reply of some minutes, whose end comes when the clock is hurried. */
const answer: Answer = {
  type: 'reply',
  say: [{ type: 'text', text: `${'word '.repeat(2_000)}the end` }],
  pace: { tokensPerSecond: 20 },
}

/** What can happen to a database for a while, and how it passes. */
type Outage = {
  readonly what: string
  readonly begin: (away: Away) => unknown
  readonly end: (away: Away) => unknown
}

type Away = {
  readonly server: Awaited<ReturnType<typeof startPostgres>> | undefined
  readonly wire: Awaited<ReturnType<typeof aWire>>
}

const outages: readonly Outage[] = [
  { what: 'is cut off', begin: ({ wire }) => wire.cut(), end: ({ wire }) => wire.mend() },
  { what: 'has crashed', begin: ({ server }) => server?.kill(), end: ({ server }) => server?.start() },
  {
    what: 'is frozen (SIGSTOP)',
    begin: ({ server }) => server?.freeze(),
    end: ({ server }) => server?.thaw(),
  },
]

test.each(outages)(
  'while PostgreSQL $what for 30 s, a reply goes on on the screen, questions are declined in words, and nothing is lost or doubled',
  {
    timeout: 120_000,
  },
  async ({ what, begin, end }) => {
    const server = what === 'is cut off' ? undefined : await startPostgres()
    const url = server === undefined ? await aDatabase() : await server.create('tendril')
    const wire = await aWire(url)
    const clock = createScaledClock(2)
    world = await startBotWorld({ clock, speed: 1, environment: { DATABASE_URL: wire.through(url) } })
    const { discord, claude } = world
    const botId = discord.application.botId
    const say = (channelId: string, content: string) =>
      discord.say({ channelId, userId: people.ada, content: `<@${botId}> ${content}` })
    const replyIn = (channelId: string) =>
      discord.messages(channelId).filter(({ authorId }) => authorId === botId)

    const asked = () => claude.requests().filter(({ method }) => method === 'POST')
    claude.next(answer)
    say(places.general, 'tell me a long story')
    const first = await discord.until(() =>
      replyIn(places.general).find(({ content }) => content.includes('word')),
    )
    await begin({ server, wire })
    const awaySince = clock.elapsed()
    const length = discord.message(first.id)?.content.length ?? 0
    await discord.until(() => (discord.message(first.id)?.content.length ?? 0) > length + 100, {
      what: 'more of the reply while the database is away',
    })
    say(places.questions, 'can you hear me?')
    await discord.until(
      () => replyIn(places.questions).find(({ content }) => content.includes('can’t save')),
      {
        what: 'the question is declined in words',
      },
    )
    expect(asked()).toHaveLength(1)
    await new Promise<void>((resolve) => void clock.after(awaySince + 30_000 - clock.elapsed(), resolve))
    expect(discord.message(first.id)?.content).toContain('▌')
    await end({ server, wire })
    clock.setSpeed(50)
    await discord.until(() => replyIn(places.general).find(({ content }) => content.includes('the end')))
    clock.setSpeed(2)
    claude.next({ type: 'reply', say: [{ type: 'text', text: 'I hear you' }] })
    say(places.questions, 'and now?')
    await discord.until(() =>
      replyIn(places.questions).find(
        ({ content, components }) => content.includes('I hear you') && components.length > 0,
      ),
    )
    await world.close()
    world = undefined

    const store = await openStore({ url, clock: aClock() })
    const { headId } = await store.conversation(places.general)
    const path = await store.path(headId ?? '')
    expect(path).toMatchObject([{ role: 'question' }, { role: 'answer', state: 'ended' }])
    expect(path[1]?.text).toMatch(/^(word ){2000}the end$/)
    const other = await store.conversation(places.questions)
    expect((await store.path(other.headId ?? '')).map(({ role }) => role)).toEqual(['question', 'answer'])
    expect(await store.spent({ since: 0 })).toMatchObject({ requests: 2 })
    expect(await store.unfinished()).toEqual({ answers: [], questions: [] })
    await store.close()
    await server?.close()
  },
)
