import { readFileSync } from 'node:fs'
import { type Bot, startBot } from './bot.ts'
import { systemClock } from './clock.ts'
import { ConfigError, readConfig, secretsOf } from './config.ts'
import { StoreFailed } from './conversation/store-failed.ts'
import { decodeText } from './decode-text.ts'
import { loadEnvFile } from './load-env-file.ts'
import { createLog } from './log.ts'
import { watchParent } from './operate/parent-watch.ts'
import { StartError } from './start-error.ts'

const start = async (): Promise<void> => {
  loadEnvFile(process.env)
  const config = readConfig(process.env, (path) => decodeText(readFileSync(path)))
  const log = createLog(config.logLevel, secretsOf(config))
  for (const warning of config.warnings) log.warn(warning)
  const starting = new AbortController()
  // Only loaded if the health port is set.
  const metrics = config.healthPort && (await import('./operate/metrics/prometheus.ts')).createPrometheus()
  const machine = { clock: systemClock, log, signal: starting.signal, ...(metrics && { metrics }) }
  const begin = (): Promise<Bot> => startBot(config, machine)
  let bot: Bot | undefined
  const stop = (signal: string): void => {
    log.info({ signal }, 'stopping')
    // A bot that still waits for Discord has nothing to finish.
    if (bot === undefined) starting.abort(new Stopped())
    bot?.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop cleanly')
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
  const goOn = async (running: Bot): Promise<void> => {
    bot = running
    const { error, startAgain } = await running.ended
    await running.stop()
    if (!startAgain) throw error
    log.warn(error.message)
    await goOn(await begin())
  }
  if (process.env['npm_lifecycle_event'] !== undefined)
    watchParent({ clock: systemClock, parent: () => process.ppid, gone: () => stop('npm has ended') })
  const first = await begin()
  goOn(first).catch(endBadly)
}

/** Somebody stopped the bot while it was starting. */
class Stopped extends Error {}

/** What the operator can mend, in words for them. */
const isExpected = (error: unknown): error is ConfigError | StartError | StoreFailed =>
  error instanceof ConfigError || error instanceof StartError || error instanceof StoreFailed

const endBadly = (error: unknown): void => {
  if (error instanceof Stopped) process.exit(0)
  if (isExpected(error)) console.error(error.message)
  else logOf(process.env).fatal({ err: error }, 'a fault has ended the bot')
  process.exit(1)
}

/** Logs unexpected errors. Node itself would print their properties too, with tokens and what people wrote. */
const logOf = ({ DISCORD_TOKEN = '', ANTHROPIC_API_KEY = '' }: NodeJS.ProcessEnv) =>
  createLog('fatal', [DISCORD_TOKEN, ANTHROPIC_API_KEY])

const doctorHint =
  'To check everything at once: npm run doctor (with Docker: docker compose run --rm tendril node src/doctor/doctor.ts).'

/** Runs the bot until a signal or Discord ends it. Exits with 1 if the operator must act. */
export const runProcess = (): Promise<void> => {
  process.once('uncaughtException', endBadly)
  return start().catch((error: unknown) => {
    if (!isExpected(error)) return endBadly(error)
    console.error(`${error.message}\n${doctorHint}`)
    process.exit(1)
  })
}
