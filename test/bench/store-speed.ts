import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { startPostgres } from '../postgres/start-postgres.ts'
import { markdownTable } from './markdown.ts'

/** How long each measurement lasts, in ms. */
const lasts = 4_000

const result = z.object({ questions: z.number(), cpu: z.number() })

/** Questions that one process answers in `lasts` ms, in so many places at once. */
const measured = async (url: string, places: number, shared: number): Promise<z.infer<typeof result>> => {
  const child = fork(new URL('store-worker.ts', import.meta.url), [
    url,
    String(places),
    String(lasts),
    String(shared),
  ])
  const [message] = await once(child, 'message')
  child.kill()
  return result.parse(message)
}

/** How often the server has waited for its log to be on the disk. */
const flushesOf = async (url: string): Promise<number> => {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query<{ n: string }>(
    "select coalesce(sum(fsyncs), 0) as n from pg_stat_io where object = 'wal'",
  )
  await client.end()
  return Number(rows[0]?.n)
}

/** The store alone, without Discord and Claude: questions a second on both engines, by one process and by several. */
export const storeSpeed = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'tendril-bench-'))
  // As an operator runs it: what is committed is on the disk.
  const server = await startPostgres({ settings: { fsync: 'on', full_page_writes: 'on' } })
  const rows: string[][] = []
  const row = (
    name: string,
    places: number,
    all: readonly z.infer<typeof result>[],
    flushes?: number,
  ): void => {
    const questions = all.reduce((sum, one) => sum + one.questions, 0)
    const cpu = all.reduce((sum, one) => sum + one.cpu, 0)
    rows.push([
      `${name}, ${places} places`,
      (questions / (lasts / 1_000)).toFixed(0),
      (cpu / questions).toFixed(1),
      flushes === undefined ? '' : (flushes / questions).toFixed(1),
    ])
  }
  for (const places of [1, 20, 200]) {
    row('SQLite, 1 process', places, [await measured(`file:${join(folder, `${places}.db`)}`, places, 0)])
    const url = await server.create(`one_${places}`)
    const before = await flushesOf(url)
    const one = await measured(url, places, 0)
    row('PostgreSQL, 1 process', places, [one], (await flushesOf(url)) - before)
  }
  for (const processes of [2, 4]) {
    const url = await server.create(`many_${processes}`)
    const before = await flushesOf(url)
    const all = await Promise.all(
      Array.from({ length: processes }, () => measured(url, 200 / processes, processes)),
    )
    row(`PostgreSQL, ${processes} processes`, 200, all, (await flushesOf(url)) - before)
  }
  await server.close()
  rmSync(folder, { recursive: true })
  const head = ['', 'questions a second', 'ms of CPU per question', 'waits for the disk per question']
  return `## The store\n\nOne question is stored, begun, shown, checkpointed twice and settled: six commits, two of which need not wait for the disk. Everything on this machine, the server of PostgreSQL too, whose CPU is not counted.\n\n${markdownTable(head, rows)}\n`
}
