import { readFileSync } from 'node:fs'
import { config as readDotenv } from 'dotenv'
import { startBot } from './bot.ts'
import { systemClock } from './clock.ts'
import { ConfigError, readConfig } from './config.ts'
import { StoreFailed } from './conversation/store-failed.ts'
import { createLog } from './log.ts'
import { StartError } from './start-error.ts'

const start = async (): Promise<void> => {
  readDotenv({ quiet: true })
  const config = readConfig(process.env, (path) => readFileSync(path, 'utf8').trim())
  const log = createLog(config.logLevel, [config.discord.token, config.claude.apiKey])
  const bot = await startBot(config, { clock: systemClock, log })
  const stopBadly = (error: unknown): void => {
    log.error({ err: error }, 'could not stop cleanly')
    process.exit(1)
  }
  const stop = (signal: string): void => {
    log.info({ signal }, 'stopping')
    bot.stop().then(() => process.exit(0), stopBadly)
  }
  bot.ended.then((error) => {
    console.error(error.message)
    return bot.stop().finally(() => process.exit(1))
  }, stopBadly)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
}

/** Runs the bot as this process, until a signal or Discord ends it; what the operator must mend ends it with 1. */
export const runProcess = async (): Promise<void> => {
  try {
    await start()
  } catch (error) {
    const isExpected =
      error instanceof ConfigError || error instanceof StartError || error instanceof StoreFailed
    console.error(isExpected ? error.message : error)
    process.exit(1)
  }
}
