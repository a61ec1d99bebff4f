/**
 * What 100, 10,000 and 1,000,000 servers need, from what the bench has measured:
 *
 *   npm run -s bench -- --only processes | node test/bench/needs.ts
 */
import { text } from 'node:stream/consumers'
import { markdownTable } from './markdown.ts'

/** What a server asks: so many questions a day, half of them in two hours. */
const perDay = 10
const busiest = { share: 1 / 2, seconds: 2 * 3_600 }

/** Commits of one question: see the part "store" of the bench. */
const commits = 6

/** Servers that Discord recommends for one shard, and shards that one process takes. */
const perShard = 1_000
const perProcess = 16

/** What one reply costs, as the table "Several processes" has it for one process. */
export const costOf = (report: string): { readonly cpu: number; readonly requests: number } => {
  const row = /^\| 1 +\|(.+)\|$/m
    .exec(report)?.[1]
    ?.split('|')
    .map((cell) => cell.trim())
  const [, cpu, requests] = row ?? []
  if (cpu === undefined || requests === undefined)
    throw new Error('this is no output of the part "processes"')
  return { cpu: Number(cpu), requests: Number(requests) }
}

/** What so many servers need at the busiest time. CPU is in cores, of the bot alone. */
export const needsOf = (servers: number, { cpu, requests }: ReturnType<typeof costOf>) => {
  const questions = (servers * perDay * busiest.share) / busiest.seconds
  const shards = Math.ceil(servers / perShard)
  return {
    questions,
    shards,
    cores: (questions * cpu) / 1_000,
    requests: questions * requests,
    commits: questions * commits,
    processes: Math.max(Math.ceil(shards / perProcess), Math.ceil((questions * cpu) / 1_000 / 0.7)),
  }
}

const shown = (value: number): string => value.toLocaleString('en', { maximumSignificantDigits: 2 })

if (import.meta.main) {
  const cost = costOf(await text(process.stdin))
  const rows = [100, 10_000, 1_000_000].map((servers) => {
    const needs = needsOf(servers, cost)
    return [
      servers.toLocaleString('en'),
      ...[needs.questions, needs.requests, needs.commits, needs.cores, needs.shards, needs.processes].map(
        shown,
      ),
    ]
  })
  const head = [
    'servers',
    'questions/s',
    'requests to Discord/s',
    'commits/s',
    'cores',
    'shards',
    'processes',
  ]
  console.log(markdownTable(head, rows))
}
