import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'
import { markdownTable, ms } from './markdown.ts'

const resultSchema = z.object({
  count: z.number(),
  strategy: z.string(),
  mean: z.number(),
  p95: z.number(),
  first: z.number(),
  final: z.number(),
  edits: z.number(),
  refusals: z.number(),
  cpu: z.number(),
  loop: z.number(),
  heap: z.number(),
})
type Result = z.infer<typeof resultSchema>

const run = async (count: number, strategy: string, what: 'time' | 'heap'): Promise<Result> => {
  const script = new URL('scale-bot.ts', import.meta.url).pathname
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    script,
    `${count}`,
    strategy,
    what,
  ])
  return resultSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))
}

/** Many streams at once, each size in a fresh process, with Discord in another one; one run for time, one for memory. */
export const scaleTable = async (isQuick: boolean): Promise<string> => {
  const rows: string[][] = []
  const alone = new Map<string, number>()
  for (const [strategy, count] of sizes(isQuick)) {
    const time = await run(count, strategy, 'time')
    const { heap } = await run(count, strategy, 'heap')
    if (!alone.has(strategy)) alone.set(strategy, time.mean)
    rows.push([
      `${strategy}, ${count}`,
      ms(time.mean),
      (time.mean / (alone.get(strategy) ?? Number.NaN)).toFixed(2),
      ...[time.p95, time.first, time.final].map(ms),
      time.edits.toFixed(1),
      time.refusals.toFixed(2),
      `${time.cpu.toFixed(0)}`,
      time.loop.toFixed(1),
      count < 50 ? '' : heap.toFixed(0),
    ])
  }
  const head = [
    'streams',
    'mean',
    '× one',
    'p95',
    'first',
    'final',
    'edits',
    '429s',
    'CPU ms per 1,000 deltas',
    'loop p99 ms',
    'heap KiB per stream',
  ]
  return `## At scale\n\nSo many streams at once, each in a channel of its own, 5 edits per 2 s, 60 ms round trip; the same reply of 8 s, begun within one second of each other. “× one” is against one stream of the same strategy; the channels’ routes share Discord’s global limit of 50 requests a second. The figures are of the bot's process; Discord runs in another on the same machine.\n\n${markdownTable(head, rows)}\n`
}

const sizes = (isQuick: boolean): readonly (readonly [strategy: string, count: number])[] =>
  isQuick
    ? (['Tendril', 'Tendril, one route'] as const).flatMap((strategy) => [
        [strategy, 1] as const,
        [strategy, 50] as const,
      ])
    : [
        ...(['Tendril', 'Tendril, one route'] as const).flatMap((strategy) =>
          [1, 50, 200, 500].map((count) => [strategy, count] as const),
        ),
        ['@kyyn/llm-stream', 1],
        ['@kyyn/llm-stream', 200],
      ]
