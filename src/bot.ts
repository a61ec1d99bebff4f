import type { Client } from 'discord.js'
import { createCalendar } from './allowances/calendar.ts'
import { connectToDiscord } from './bot/connect-to-discord.ts'
import type { Machine } from './bot/machine.ts'
import type { Resources } from './bot/put-together.ts'
import type { Bot } from './bot/running-bot.ts'
import { createSignals } from './bot/signals.ts'
import { startAnswering } from './bot/start-answering.ts'
import { systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { createFaultLog } from './log-fault.ts'
import { createHealth, type Health, type Verdict } from './operate/health.ts'
import { budgetUsed } from './operate/metrics/budget-used.ts'
import { countSpending } from './operate/metrics/count-spending.ts'
import { noMetrics } from './operate/metrics/metrics.ts'
import { serveMonitoring } from './operate/serve-monitoring.ts'
import { openStore } from './store/open-store.ts'
import { createDrawTables } from './tables/draw-tables.ts'

export type { Bot }

/**
 * Puts the bot together, logs it in and registers its commands; meanwhile the health check says that it is starting. Throws
 * `StartError` with what to do about it.
 */
export const startBot = async (config: Config, given: Machine): Promise<Bot> => {
  const machine = { drawTables: createDrawTables(systemClock), ...given }
  const health = createHealth(machine.clock)
  const { healthPort } = config
  let running: Bot | undefined
  const verdict = (): Verdict => running?.verdict?.() ?? health.verdict()
  const stopServing =
    healthPort && (await serveMonitoring(healthPort, { verdict, scrape: machine.metrics?.scrape }))
  const close = async (): Promise<void> => void (stopServing && (await stopServing()))
  try {
    const bot = await (config.sharding
      ? startSharded(config, machine, health)
      : startAlone(config, machine, health))
    const stop = async (): Promise<void> => {
      await bot.stop()
      await close()
    }
    running = { ...bot, stop }
    return running
  } catch (error) {
    await close()
    throw error
  }
}

/** The bot as one process that has everything for itself. */
const startAlone = async (config: Config, machine: Machine, health: Health): Promise<Bot> => {
  const { clock, log, openStore: open = openStore, metrics = noMetrics } = machine
  const onFault = createFaultLog(log, clock)
  const signals = createSignals(machine.signal)
  const discord = await connectToDiscord(config, machine, signals)
  const onCopy = (copy: string): void =>
    log.info({ copy }, 'a copy of the database was kept before its upgrade')
  const store = countSpending(await open({ url: config.databaseUrl, clock, onFault, onCopy }), metrics)
  const calendar = createCalendar(config.timeZone)
  const resources: Resources = { config, machine, signals, health, discord, store, onFault }
  return startAnswering(resources, (parts) =>
    metrics.watch({
      replies: parts.replies.count,
      gatewayLatency: () => latencyOf(parts.client),
      isHealthy: () => health.verdict().ok,
      budgetUsed: () => budgetUsed(config.budget, store, calendar.periodsOf(clock.now())),
    }),
  )
}

/** The bot as one of several processes. Nobody else loads what that takes. */
const startSharded = async (config: Config, machine: Machine, health: Health): Promise<Bot> =>
  (await import('./bot/sharded/start-sharded.ts')).startSharded(config, machine, health)

/** discord.js says -1 until the first heartbeat is acknowledged, and NaN where there is no shard. */
const latencyOf = ({ ws }: Client): number | undefined => (ws.ping >= 0 ? ws.ping : undefined)
