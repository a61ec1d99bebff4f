import { type Client, Events } from 'discord.js'
import { createDispatch } from '../commands/dispatch.ts'
import { commands, messageCommands } from '../commands/index.ts'
import { connectToDiscord } from './bot/connect-to-discord.ts'
import type { Machine } from './bot/machine.ts'
import { type Parts, putTogether, type Resources } from './bot/put-together.ts'
import { type Background, shutDown } from './bot/shut-down.ts'
import { createSignals } from './bot/signals.ts'
import { type Sizes, sizesOf } from './bot/sizes.ts'
import { checkAtStart } from './claude/check-at-start.ts'
import type { Config } from './config.ts'
import { type FatalClose, onFatalClose } from './discord/gateway/fatal-close.ts'
import { watchGateway } from './discord/gateway/gateway-watchdog.ts'
import { gatewayOutage, logConnection } from './discord/gateway/log-connection.ts'
import { createOutageLog } from './discord/gateway/outage-log.ts'
import { waitForSession } from './discord/gateway/session-start.ts'
import { keepRegistering } from './discord/interactions/keep-registering.ts'
import { onlyOnce } from './discord/interactions/only-once.ts'
import { registerCommands } from './discord/interactions/register-commands.ts'
import { listenForMessages } from './discord/messages/listen-for-messages.ts'
import { createFaultLog } from './log-fault.ts'
import { aboutTheBot } from './operate/about-the-bot.ts'
import { createHealth, type Health } from './operate/health.ts'
import { countSpending } from './operate/metrics/count-spending.ts'
import { noMetrics } from './operate/metrics/metrics.ts'
import { keepFor } from './operate/retention.ts'
import { serveMonitoring } from './operate/serve-monitoring.ts'
import { recover } from './replies/recover.ts'
import { openStore } from './store/open-store.ts'

/** A running bot. */
export type Bot = {
  /** Stops accepting questions, waits for running replies within the grace period (see `shutDown`), and disconnects. */
  readonly stop: () => Promise<void>
  readonly sizes: () => Sizes
  /** Resolves when Discord has closed the gateway for good. */
  readonly ended: Promise<FatalClose>
}

/**
 * Puts the bot together, logs it in and registers its commands; meanwhile the health check says that it is starting. Throws
 * `StartError` with what to do about it.
 */
export const startBot = async (config: Config, machine: Machine): Promise<Bot> => {
  const health = createHealth(machine.clock)
  const { healthPort } = config
  const { verdict } = health
  const stopServing =
    healthPort && (await serveMonitoring(healthPort, { verdict, scrape: machine.metrics?.scrape }))
  const close = async (): Promise<void> => void (stopServing && (await stopServing()))
  try {
    const bot = await startAnswering(config, machine, health)
    const stop = async (): Promise<void> => {
      await bot.stop()
      await close()
    }
    return { ...bot, stop }
  } catch (error) {
    await close()
    throw error
  }
}

/** Connects, opens the store and starts the bot. Closes everything again if a step fails. */
const startAnswering = async (config: Config, machine: Machine, health: Health): Promise<Bot> => {
  const { clock, log, openStore: open = openStore, metrics = noMetrics } = machine
  const onFault = createFaultLog(log, clock)
  const signals = createSignals(machine.signal)
  const discord = await connectToDiscord(config, machine, signals)
  const onCopy = (copy: string): void =>
    log.info({ copy }, 'a copy of the database was kept before its upgrade')
  const store = countSpending(await open({ url: config.databaseUrl, clock, onFault, onCopy }), metrics)
  const unfinished = await store.unfinished()
  const resources: Resources = { config, machine, signals, health, discord, store, onFault }
  const parts = putTogether(resources)
  const starting: Starting = { ...resources, parts }
  metrics.watch({
    replies: parts.replies.count,
    gatewayLatency: () => latencyOf(parts.client),
    isHealthy: () => health.verdict().ok,
  })
  listen(parts)
  const ended = onFatalClose(parts.client)
  const ready = await logIn(starting)
  // Before anything slow, so that new questions cannot overtake the ones that were waiting.
  const recovered = recover(unfinished, parts.replies, parts.restoreView, parts.deps).catch(onFault)
  const background = await startBackground(ready, starting)
  const sizes = (): Sizes => sizesOf(parts, discord)
  return { ended, sizes, stop: () => shutDown(starting, recovered, background) }
}

/** discord.js says -1 until the first heartbeat is acknowledged, and NaN where there is no shard. */
const latencyOf = ({ ws }: Client): number | undefined => (ws.ping >= 0 ? ws.ping : undefined)

/** A bot that has been put together but is not ready yet. */
type Starting = Resources & { readonly parts: Parts }

/** Listens for interactions and messages, from the gateway's first event on. */
const listen = ({ client, app, messages }: Parts): void => {
  const { onFault } = messages
  const dispatch = createDispatch({ commands, messageCommands }, app)
  const isNew = onlyOnce()
  client.on(Events.InteractionCreate, (interaction) => {
    if (isNew(interaction.id)) void dispatch(interaction)
  })
  listenForMessages(client, messages)
  client.on(Events.Error, onFault)
}

/** Checks the model and logs in at the same time. Rejects, with everything closed, when one of them fails. */
const logIn = async ({
  config,
  machine,
  signals,
  discord,
  store,
  parts,
}: Starting): Promise<Client<true>> => {
  const { clock, log } = machine
  const { client, modelList } = parts
  const { rest, watch } = discord
  try {
    const [ready] = await Promise.all([
      waitForSession(rest, log, watch.start).then(() => watch.logIn(client, config.discord.token)),
      checkAtStart({ list: modelList, model: config.claude.model, clock, log }),
    ])
    return ready
  } catch (error) {
    signals.giveUp.abort(error)
    signals.closing.abort(error)
    modelList.stop()
    await client.destroy()
    await store.close()
    throw error
  }
}

/** Registers the commands and starts what runs in the background. Returns functions that end it. */
const startBackground = async (
  ready: Client<true>,
  { config, machine, signals, health, discord, store, onFault }: Starting,
): Promise<Background> => {
  const { clock, log } = machine
  const definitions = [...commands, ...messageCommands].map(({ definition }) => definition)
  const outcome = await keepRegistering(
    () => registerCommands(ready.rest, ready.application.id, config.discord.guildId, definitions),
    { clock, log, random: Math.random, signal: signals.closing.signal },
  )
  const days = config.retentionDays
  const retention = days ? keepFor({ store, clock, days, onFault }) : (): void => {}
  const outage = createOutageLog(gatewayOutage, { clock, log })
  const endConnectionLog = logConnection(ready, outage, discord.watch.lastReason)
  const endWatch = watchGateway(ready, clock, health)
  health.started()
  log.info({ ...aboutTheBot(ready, config.claude.model), commands: outcome }, 'ready')
  const gateway = (): void => {
    endWatch()
    endConnectionLog()
  }
  return { retention, gateway }
}
