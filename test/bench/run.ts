import { writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { systemClock } from '../../src/clock.ts'
import { contest, type Showing } from './contest.ts'
import { best, endings, firstTable, ratioTable, rowsOf } from './first-table.ts'
import { hostileSpeed } from './hostile-speed.ts'
import { markdownTable, mean, ms } from './markdown.ts'
import type { Bucket } from './optimum.ts'
import { pageSpeed } from './page-speed.ts'
import { evenly, onPaper } from './paper.ts'
import { drawPictures, writePictures } from './pictures.ts'
import { processTable } from './process-table.ts'
import { scaleTable } from './scale-table.ts'
import { storeSpeed } from './store-speed.ts'
import { kinds, trace } from './traces.ts'

const help = `Measures the pacing over sockets beside other bots, at scale, and on paper.

  npm run bench -- [options]

  --only PART       runs paper, first, scale, markdown, hostile, store or processes alone
  --seeds 1,2,3     which traces
  --quick           leaves out the other bots and the unusual buckets
  --write           overwrites test/bench/results.md and the pictures beside it, which are in the repository
  -h, --help

It prints what it measures and writes no file without --write. Without --only it takes minutes.`

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    seeds: { type: 'string', default: '1,2,3' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
if (options.help) {
  console.log(help)
  process.exit()
}
if (options.write && options.only !== undefined) {
  console.error('--write needs all parts: results.md holds them all. Leave out --only.')
  process.exit(1)
}

const latency = 60
const seeds = options.seeds.split(',').map(Number)
const usual: readonly Bucket[] = [
  { limit: 5, window: 5_000 },
  { limit: 5, window: 2_000 },
]
const unseen: readonly Bucket[] = [
  { limit: 3, window: 4_000 },
  { limit: 10, window: 10_000 },
]
const buckets = options.quick ? usual : [...usual, ...unseen]
const titleOf = ({ limit, window }: Bucket) => `${limit} edits per ${window / 1_000} s`

const paper = (): string => {
  const many = [11, 12, 13, 14, 15, 16, 17, 18]
  const rows = buckets.flatMap((bucket) =>
    (['token', 'packet'] as const).flatMap((grain) => {
      const plays = kinds.map((kind) =>
        many.map((seed) => {
          const one = trace(kind, seed, grain)
          return { one, least: best(one, bucket, latency) }
        }),
      )
      return [
        { name: 'even spacing', routes: [bucket], policy: evenly },
        { name: 'Tendril, one route', routes: [bucket] },
        { name: 'Tendril, two routes', routes: [bucket, bucket] },
      ].map(({ name, routes, policy }) => {
        const ratios = plays.map((kind) =>
          mean(kind.map(({ one, least }) => onPaper(one, routes, latency, policy).meanLag / least)),
        )
        const cells = [...ratios, mean(ratios)].map((ratio) => ratio.toFixed(2))
        return [`${titleOf(bucket)}, by the ${grain}, ${name}`, ...cells]
      })
    }),
  )
  return `## On paper\n\nRatios without sockets: exact windows, ${latency} ms round trip, one edit in flight, one message however long; eight traces of each kind, by the token (some 70 a second, as over sockets below) and by the packet (a few tokens at once).\n\n${markdownTable(['', ...kinds, 'mean'], rows)}\n`
}

const first = async (): Promise<string> => {
  const sections: string[] = []
  for (const bucket of buckets) {
    const showings = await contest(systemClock, { bucket, latency, seeds, withPeers: !options.quick })
    const pictures = drawPictures(showings, bucket, latency)
    if (options.write) writePictures(pictures, new URL('pictures/', import.meta.url))
    sections.push(
      section(
        bucket,
        showings,
        pictures.map(({ name }) => name),
      ),
    )
    console.log(sections.at(-1))
  }
  return `## Over sockets\n\nEvery strategy on the same server in the same run, ${seeds.length} traces of each kind, ${latency} ms round trip. Times in ms. A word that was not seen 30 s after the end of its stream counts until then, so the worst figures are too good.\n\n${sections.join('\n')}`
}

const section = (bucket: Bucket, showings: readonly Showing[], pictures: readonly string[]): string => {
  const rows = rowsOf(showings, bucket, latency)
  const images = pictures.map((name) => `![${name}](pictures/${name})`).join('\n')
  return `### ${titleOf(bucket)}\n\nRatios of all strategies:\n\n${ratioTable(rows)}\n\n${firstTable(rows)}\n\nTendril’s last texts:\n\n${endings(showings, 'Tendril')}\n\nwith one route:\n\n${endings(showings, 'Tendril, one route')}\n\n${images}\n`
}

const started = performance.now()
const parts = {
  paper,
  first,
  scale: () => scaleTable(options.quick),
  markdown: () => pageSpeed(options.quick),
  hostile: () => hostileSpeed(options.quick),
  store: storeSpeed,
  processes: () => processTable(options.quick),
}
const wanted = options.only
const report: string[] = []
for (const [name, part] of Object.entries(parts)) {
  if (wanted !== undefined && wanted !== name) continue
  const text = await part()
  report.push(text)
  if (name !== 'first') console.log(text)
}
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}, load ${loadavg()
  .map((load) => load.toFixed(1))
  .join(' ')} at the end, ${ms((performance.now() - started) / 1_000)} s in all`
if (options.write)
  writeFileSync(
    new URL('results.md', import.meta.url),
    `# What \`npm run bench\` measured\n\n${machine}.\n\n${report.join('\n')}`,
  )
process.exit(0)
