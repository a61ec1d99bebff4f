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
  readonly tests: string
  readonly options: Readonly<Record<string, Option>>
}

const runs: Readonly<Record<string, LongRun>> = {
  soak: {
    about:
      'Simulated minutes of many channels, with faults of every kind; then nothing may be left half-done or held.',
    tests: 'test/soak',
    options: {
      seed,
      channels: { says: 'channels in which people ask', variable: 'CHANNELS', usual: '50' },
      minutes: { says: 'minutes of simulated time', variable: 'MINUTES', usual: '30' },
      gap: { says: 'seconds between two questions in a channel, on average', variable: 'GAP', usual: '60' },
      speed: { says: 'how many times faster than the clock', variable: 'SPEED', usual: '6' },
    },
  },
  kills: {
    about:
      'Kills the bot again and again, with twenty replies under way each time; then nothing may be lost or doubled.',
    tests: 'test/crash/killed.test.ts',
    options: { seed, kills: { says: 'how often', variable: 'KILLS', usual: '200' } },
  },
  fuzz: {
    about: 'Random documents through the Markdown.',
    tests: 'fuzz.test.ts',
    options: { seed, documents: { says: 'how many', variable: 'FUZZ', usual: '100000' } },
  },
}

const help = (name: string, { about, options }: LongRun): string =>
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
    '  -h, --help',
    '',
    'The first line that it prints has the seed. Exit code: that of the tests.',
  ].join('\n')

/** Runs the test with the options as its environment, which works in every shell. Gives vitest's exit code. */
const start = async (run: LongRun, given: Readonly<Record<string, string>>): Promise<number> => {
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
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', run.tests]
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
    Object.keys(run.options).map((option) => [option, { type: 'string' as const }]),
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
