import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import type { Answer } from '../../src/sandbox/claude/answer.ts'
import { aWire } from '../postgres/a-wire.ts'
import { aShardedStage, shardsHeldBy } from '../sharded/stage.ts'

/** Everything that is larger when it is asked for: `npm run soak -- --processes 8 --shards 16 --servers 1000`. */
const setting = {
  processes: Number(process.env['PROCESSES'] ?? 3),
  shards: Number(process.env['SHARD_COUNT'] ?? 4),
  servers: Number(process.env['SERVERS'] ?? 40),
  questions: Number(process.env['QUESTIONS'] ?? 60),
  seed: Number(process.env['SEED'] || 7),
}

/** Random numbers from 0 up to, but not including, 1, that are the same for the same seed. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

const answerTo = (words: number): Answer => ({
  type: 'reply',
  say: [{ type: 'text', text: `${'word '.repeat(words)}the end` }],
  pace: { tokensPerSecond: 20 },
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => void systemClock.after(ms, resolve))

/** What happens to the processes, spread evenly over the run. */
const troubles = ['kill', 'cut', 'add', 'freeze', 'kill'] as const

// It takes minutes: `npm run soak`. What `npm test` runs of it is in test/sharded.
test.skipIf(process.env['PROCESSES'] === undefined)(
  'every question has exactly one settled reply, whatever happens to the processes',
  {
    timeout: 3_600_000,
  },
  async () => {
    const { processes, shards, servers, questions, seed } = setting
    const random = randomFrom(seed)
    const stage = await aShardedStage(shards, servers, () => answerTo(20 + Math.floor(random() * 120)))
    const { discord, url, start, replies } = stage
    const wire = await aWire(url)
    const connected = (): number =>
      new Set(discord.gateway.sessions().flatMap(({ shard, connected: on }) => (on ? [shard[0]] : []))).size
    // One reaches the database by way of a network that is cut later.
    start(wire.through(url))
    const others = Array.from({ length: processes - 1 }, () => start())
    await expect.poll(connected, { timeout: 600_000, interval: 500 }).toBe(shards)
    await expect.poll(() => shardsHeldBy(others[0]), { timeout: 120_000, interval: 500 }).toBeGreaterThan(0)

    const asked: { readonly id: string; readonly server: number }[] = []
    const stops: (() => void)[] = []
    let victims = others
    const trouble = (what: (typeof troubles)[number]): void => {
      const [victim, ...rest] = victims
      if (what === 'add') victims = [...victims, start()]
      else if (what === 'cut') {
        wire.cut()
        stops.push(systemClock.after(60_000, wire.mend))
      } else if (victim !== undefined) {
        victims = what === 'kill' ? rest : [...rest, victim]
        console.log(`${what}: a process with ${shardsHeldBy(victim)} shards taken so far`)
        victim.process.kill(what === 'kill' ? 'SIGKILL' : 'SIGSTOP')
        if (what === 'freeze')
          stops.push(systemClock.after(25_000, () => void victim.process.kill('SIGCONT')))
      }
    }
    onTestFinished(() => {
      for (const stop of stops) stop()
    })
    /** Each part of the run but the first begins with a trouble. */
    const partOf = (n: number): number => Math.floor((n * (troubles.length + 1)) / questions)
    for (let n = 0; n < questions; n += 1) {
      const due = troubles[partOf(n) - 1]
      if (due !== undefined && partOf(n) !== partOf(n - 1)) trouble(due)
      const server = Math.floor(random() * servers)
      const { id } = stage.ask(server, `question ${n}`)
      asked.push({ id, server })
      await pause(random() * 1_500)
    }
    await pause(1_000)

    const client = new pg.Client(url)
    await client.connect()
    onTestFinished(() => client.end())
    const count = async (where: string): Promise<number> => {
      const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from turn where ${where}`)
      return rows[0]?.n ?? -1
    }
    /** Questions without a stored answer, but for those that were declined in words while the database was away. */
    const open = async (): Promise<readonly string[]> => {
      const { rows } = await client.query<{ origin: string }>(
        `select origin from turn where role = 'question' and state = 'begun'`,
      )
      const begun = new Set(rows.map(({ origin }) => origin))
      return asked
        .filter(({ id, server }) => {
          const isDeclined = replies(server).some(
            ({ reference, content }) => reference?.messageId === id && content.includes('can’t save'),
          )
          return begun.has(id) === isDeclined
        })
        .map(({ id }) => id)
    }
    const wait = { timeout: 600_000, interval: 1_000 }
    await expect
      .poll(open, { ...wait, message: 'every question is answered, or declined in words' })
      .toEqual([])
    const undone = () => count(`state in ('waiting', 'writing') or displayed = 0`)
    await expect.poll(undone, { ...wait, message: 'all replies are settled' }).toBe(0)
    const questionsStored = await count(`role = 'question'`)
    expect(await count(`role = 'answer'`)).toBeLessThanOrEqual(questionsStored)
    const twice = await count(
      `role = 'question' and (select count(*) from turn answer where answer.role = 'answer' and answer.parent_id = turn.id) > 1`,
    )
    expect(twice).toBe(0)
    const growing = asked.flatMap(({ server }) =>
      replies(server).filter((message) => JSON.stringify(message.components).includes('stop')),
    )
    expect(growing).toEqual([])
    // A question that waited together with others is answered by one reply to the last of them.
    const { rows: histories } = await client.query<{ n: number }>(`
    select count(*)::int as n from turn child join turn parent on parent.id = child.parent_id
    where child.conversation_id <> parent.conversation_id`)
    expect(histories).toEqual([{ n: 0 }])
    console.log(
      `${asked.length} questions, ${await count(`role = 'answer'`)} answers, ${await count(`state = 'failed'`)} of them interrupted`,
    )
  },
)
