import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'

/** What an option is, the environment variable that the test reads, and its value if not given. */
type Option = { readonly says: string; readonly variable: string; readonly usual: string }

/** A seed with which a run can be repeated: it is printed. */
const seed: Option = { says: 'repeats a run', variable: 'SEED', usual: '' }

/** A test that can be run for longer, and the options that decide for how long. */
type LongRun = {
  readonly about: string
  /** The tests, one after the other, by the name under which one of them can be had alone (`--only`). */
  readonly tests: Readonly<Record<string, string>>
  readonly options: Readonly<Record<string, Option>>
}

const runs: Readonly<Record<string, LongRun>> = {
  soak: {
    about: [
      'faults: simulated minutes of many channels, with faults of every kind; then nothing may be left half-done or held.',
      'processes: several share the bot over PostgreSQL, and are killed, frozen, cut off and added; then every question has one settled reply.',
    ].join('\n'),
    tests: { faults: 'test/soak/soak.test.ts', processes: 'test/soak/processes.test.ts' },
    options: {
      seed,
      channels: { says: 'channels in which people ask', variable: 'CHANNELS', usual: '50' },
      minutes: { says: 'minutes of simulated time', variable: 'MINUTES', usual: '30' },
      gap: { says: 'seconds between two questions in a channel, on average', variable: 'GAP', usual: '60' },
      speed: { says: 'how many times faster than the clock', variable: 'SPEED', usual: '6' },
      processes: { says: 'processes that share the bot', variable: 'PROCESSES', usual: '8' },
      shards: { says: 'shards that they share', variable: 'SHARD_COUNT', usual: '16' },
      servers: { says: 'servers in which people ask them', variable: 'SERVERS', usual: '1000' },
      questions: { says: 'questions to them', variable: 'QUESTIONS', usual: '160' },
    },
  },
  kills: {
    about:
      'Kills the bot again and again, with twenty replies under way each time; then nothing may be lost or doubled.',
    tests: { kills: 'test/crash/killed.test.ts' },
    options: { seed, kills: { says: 'how often', variable: 'KILLS', usual: '200' } },
  },
  fuzz: {
    about: 'Random documents through the Markdown.',
    tests: { fuzz: 'fuzz.test.ts' },
    options: { seed, documents: { says: 'how many', variable: 'FUZZ', usual: '100000' } },
  },
}

const help = (name: string, { about, options, tests }: LongRun): string =>
  [
    about,
    '',
    `  npm run ${name} -- ${Object.keys(options)
      .map((option) => `[--${option} N]`)
      .join(' ')}`,
    '',
    ...Object.entries(options).map(
      ([option, { says, usual }]) => `  ${`--${option} N`.padEnd(16)}${says}; default ${usual || 'random'}`,
    ),
    ...(Object.keys(tests).length > 1
      ? [`  ${'--only NAME'.padEnd(16)}${Object.keys(tests).join(' or ')}; default both`]
      : []),
    '  -h, --help',
    '',
    'The first line that it prints has the seed. Exit code: that of the tests.',
  ].join('\n')

/** The tests of a run, or the one that is asked for. */
const testsOf = ({ tests }: LongRun, only: string | undefined): readonly string[] => {
  if (only === undefined) return Object.values(tests)
  const one = tests[only]
  if (one === undefined) throw new Error(`There is no "${only}"; there are ${Object.keys(tests).join(', ')}.`)
  return [one]
}

/** Runs the tests with the options as their environment, which works in every shell. Gives vitest's exit code. */
const start = async (run: LongRun, { only, ...given }: Readonly<Record<string, string>>): Promise<number> => {
  const environment = Object.fromEntries(
    Object.entries(run.options).map(([option, { variable, usual }]) => [
      variable,
      given[option] ?? (option === 'seed' ? String(Math.floor(Math.random() * 1e9)) : usual),
    ]),
  )
  console.log(
    Object.entries(environment)
      .map((pair) => pair.join('='))
      .join(' '),
  )
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--no-file-parallelism', ...testsOf(run, only)]
  const child = spawn(process.execPath, vitest, { stdio: 'inherit', env: { ...process.env, ...environment } })
  await once(child, 'close')
  return child.exitCode ?? 1
}

const main = async (): Promise<void> => {
  const [name = '', ...rest] = process.argv.slice(2)
  const run = runs[name]
  if (run === undefined)
    throw new Error(`There is no long run "${name}"; there are ${Object.keys(runs).join(', ')}.`)
  const options = Object.fromEntries(
    [...Object.keys(run.options), 'only'].map((option) => [option, { type: 'string' as const }]),
  )
  const { values } = parseArgs({ args: rest, options: { ...options, help: { type: 'boolean', short: 'h' } } })
  const { help: isHelp, ...given } = values
  if (isHelp) return console.log(help(name, run))
  const texts = Object.entries(given).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  process.exitCode = await start(run, Object.fromEntries(texts))
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
})
