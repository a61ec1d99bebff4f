import { execFileSync } from 'node:child_process'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import type { Answer } from '../../src/sandbox/claude/answer.ts'
import { seededRandom } from '../../src/sandbox/claude/seeded-random.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import type { ChildBot } from '../crash/child-bot.ts'
import { aWire } from '../postgres/a-wire.ts'
import { readMemberships, recordMemberships } from '../sharded/memberships.ts'
import { aShardedStage, declinesIn, shardsHeldBy } from '../sharded/stage.ts'
import { changesOfWriter, wrongWriters } from '../sharded/writers.ts'
import { people } from '../world/bot-world.ts'
import { type Budgets, wrongBudgets } from './budgets.ts'
import { wrongHistories } from './histories.ts'

/** Small where nothing else is asked for: `npm run soak -- --only processes --questions 400`. */
const setting = {
  processes: Number(process.env['PROCESSES'] ?? 3),
  shards: Number(process.env['SHARD_COUNT'] ?? 4),
  servers: Number(process.env['SERVERS'] ?? 40),
  questions: Number(process.env['QUESTIONS'] ?? 60),
  seed: Number(process.env['SEED'] || 7),
}

/** So many of the servers are asked in as often as all the others together: there, histories grow and budgets are used up. */
const busyServers = 8

/** In US dollars. A reply costs some 0.003, and holds some 0.02 while it is written. */
const budgets = (questions: number): Budgets => ({ day: questions * 0.0025, serverDay: 0.04 })

const answerTo = (words: number): Answer => ({
  type: 'reply',
  say: [{ type: 'text', text: `${'word '.repeat(words)}the end` }],
  pace: { tokensPerSecond: 20 },
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => void systemClock.after(ms, resolve))

/** What happens to the processes, spread evenly over the run. */
const troubles = ['kill', 'cut', 'add', 'freeze', 'kill'] as const
type Trouble = (typeof troubles)[number]

type Asked = { readonly id: string; readonly server: number }

type Run = Awaited<ReturnType<typeof startAll>>

/** Starts all processes and waits until they have shared the shards. One of them reaches the database by way of a network that is cut later. */
const startAll = async ({ processes, shards, servers, questions }: typeof setting, random: () => number) => {
  const limits = budgets(questions)
  const stage = await aShardedStage(shards, {
    guilds: servers,
    answer: () => answerTo(20 + Math.floor(random() * 120)),
    environment: {
      ...{ BUDGET_DAY_USD: String(limits.day), BUDGET_SERVER_DAY_USD: String(limits.serverDay) },
      MAX_TOKENS: '1000',
    },
  })
  const client = new pg.Client(stage.url)
  await client.connect()
  onTestFinished(() => client.end())
  await recordMemberships(client)
  const wire = await aWire(stage.url)
  const cut = stage.start(wire.through(stage.url))
  const others = Array.from({ length: processes - 1 }, () => stage.start())
  const connected = (): number =>
    new Set(stage.discord.gateway.sessions().flatMap(({ shard, connected: on }) => (on ? [shard[0]] : [])))
      .size
  const least = Math.floor(shards / processes)
  await expect
    .poll(() => connected() === shards && [cut, ...others].every((bot) => shardsHeldBy(bot) >= least), {
      ...{ timeout: 600_000, interval: 500, message: 'all shards are shared' },
    })
    .toBe(true)
  return { ...stage, client, wire, cut, others, connected, limits }
}

/** Lets troubles come over the processes; `alive` are those that live in the end. */
const troubling = ({ wire, cut, others, start }: Run) => {
  const stops: (() => void)[] = []
  onTestFinished(() => {
    for (const stop of stops) stop()
  })
  let victims: readonly ChildBot[] = others
  return {
    alive: (): readonly ChildBot[] => [cut, ...victims],
    come: (what: Trouble): void => {
      const [victim, ...rest] = victims
      console.log(what)
      if (what === 'add') victims = [...victims, start()]
      else if (what === 'cut') {
        wire.cut()
        stops.push(systemClock.after(60_000, wire.mend))
      } else if (victim !== undefined) {
        victims = what === 'kill' ? rest : [...rest, victim]
        victim.process.kill(what === 'kill' ? 'SIGKILL' : 'SIGSTOP')
        if (what === 'freeze')
          stops.push(systemClock.after(25_000, () => void victim.process.kill('SIGCONT')))
      }
    },
  }
}

/** Asks all questions, with troubles in between: each part of the run but the first begins with one. */
const askAll = async (
  { ask }: Run,
  come: (what: Trouble) => void,
  { questions, servers }: typeof setting,
  random: () => number,
): Promise<readonly Asked[]> => {
  const asked: Asked[] = []
  const partOf = (n: number): number => Math.floor((n * (troubles.length + 1)) / questions)
  for (let n = 0; n < questions; n += 1) {
    const due = troubles[partOf(n) - 1]
    if (due !== undefined && partOf(n) !== partOf(n - 1)) come(due)
    const server = Math.floor(random() * (random() < 0.5 ? Math.min(servers, busyServers) : servers))
    const { id } = ask(server, `question ${n}`, random() < 0.7 ? people.ada : people.grace)
    asked.push({ id, server })
    await pause(random() * 1_500)
  }
  return asked
}

const isGrowing = ({ content, components }: Message): boolean =>
  content.includes('▌') || JSON.stringify(components).includes('"stop:')

type Stored = { readonly origin: string; readonly state: string }

/**
 * The questions that have neither a stored answer nor words that decline them, or both, or those words twice. Questions that were to
 * be answered together are declined together.
 */
const openOf = async ({ client, discord }: Run, asked: readonly Asked[]): Promise<readonly string[]> => {
  const { rows } = await client.query<Stored>(`select origin, state from turn where role = 'question'`)
  const states = new Map(rows.map(({ origin, state }) => [origin, state]))
  const declines = declinesIn(discord)
  return asked.flatMap(({ id, server }, n) => {
    const state = states.get(id) ?? 'not stored'
    const declined = declines.get(id) ?? 0
    const isRight =
      (state === 'begun' && declined === 0) ||
      (state === 'not stored' && declined === 1) ||
      (state === 'removed' && declined <= 1)
    return isRight ? [] : [`question ${n} in server ${server} is ${state} and was declined ${declined} times`]
  })
}

/** The memory of a process in MB, as the system counts it. */
const memoryOf = ({ process: { pid } }: ChildBot): number =>
  Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024)

/** What is left to do, or held, as the database has it; every count must be 0 in the end. */
const readPending = async ({ client }: Run): Promise<Readonly<Record<string, number>>> => {
  const { rows } = await client.query<Record<string, number>>(`select
    (select count(*)::int from turn where state in ('waiting', 'writing')) as unfinished,
    (select count(*)::int from turn where displayed = 0) as unseen,
    (select count(*)::int from text_chunk) as chunks,
    (select count(*)::int from reservation) as reservations,
    (select count(*)::int from shard_lease where process_id is null) as "free shards"`)
  return rows[0] ?? {}
}

const nothingPending = { unfinished: 0, unseen: 0, chunks: 0, reservations: 0, 'free shards': 0 }

// It takes minutes: `npm run soak`. What `npm test` runs of it is in test/sharded.
test.skipIf(process.env['PROCESSES'] === undefined)(
  'every question has exactly one settled reply, whatever happens to the processes',
  { timeout: 3_600_000 },
  async () => {
    const random = seededRandom(setting.seed)
    const run = await startAll(setting, random)
    const { discord, client, replies } = run
    const { alive, come } = troubling(run)
    const before = alive().map(memoryOf)
    const asked = await askAll(run, come, setting, random)
    await pause(1_000)

    const wait = { timeout: 600_000, interval: 1_000 }
    const open = () => openOf(run, asked)
    await expect
      .poll(open, { ...wait, message: 'every question is answered, or declined in words' })
      .toEqual([])
    await expect
      .poll(() => readPending(run), { ...wait, message: 'nothing is left to do' })
      .toEqual(nothingPending)
    await expect.poll(run.connected, { ...wait, message: 'all shards are connected' }).toBe(setting.shards)
    expect(await openOf(run, asked)).toEqual([])
    const servers = [...new Set(asked.map(({ server }) => server))]
    expect(servers.flatMap(replies).filter(isGrowing)).toEqual([])

    expect(await wrongHistories(client)).toEqual([])
    expect(await wrongBudgets(client, run.limits)).toEqual([])
    const exchanges = discord.requests()
    expect(wrongWriters(exchanges, await readMemberships(client))).toEqual([])

    const shown = servers.flatMap(replies)
    const count = (words: string): number => shown.filter(({ content }) => content.includes(words)).length
    const said = discord.channels().flatMap(({ id }) => discord.messages(id).map(({ content }) => content))
    const declined = {
      all: declinesIn(discord).size,
      byServer: said.some((content) => content.includes('This server’s allowance')),
      byBot: said.some((content) => content.includes('This bot’s allowance')),
    }
    const after = alive().map(memoryOf)
    console.log({
      ...{
        questions: asked.length,
        interrupted: count('Interrupted'),
        unsaved: count('can’t save'),
        declined,
      },
      ...{ changesOfWriter: changesOfWriter(exchanges), requests: exchanges.length, before, after },
    })
    // Figures of little meaning below that: Node gives memory back late.
    expect(Math.max(...after)).toBeLessThan(400)
    expect(declined).toMatchObject({ byServer: true, byBot: true })
    expect(changesOfWriter(exchanges)).toBeGreaterThan(0)
  },
)
