import { type Client, Events } from 'discord.js'
import { createDispatch } from '../commands/dispatch.ts'
import { commands, messageCommands } from '../commands/index.ts'
import type { Machine } from './bot/machine.ts'
import { type Parts, putTogether } from './bot/put-together.ts'
import { type ReachedDiscord, reachDiscord } from './bot/reach-discord.ts'
import { createSignals, type Signals } from './bot/signals.ts'
import { checkAtStart } from './claude/check-at-start.ts'
import type { Config } from './config.ts'
import { Failed } from './conversation/failure.ts'
import type { Store } from './conversation/store.ts'
import { type End, onFatalClose } from './discord/gateway/fatal-close.ts'
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
import { keepFor } from './operate/retention.ts'
import { serveHealth } from './operate/serve-health.ts'
import { recover } from './replies/recover.ts'
import { openStore } from './store/open-store.ts'

/** A bot that is logged in and answers. */
export type Bot = {
  /** Takes no more questions, lets running replies finish or ends them in words, and disconnects. */
  readonly stop: () => Promise<void>
  readonly sizes: () => Sizes
  /** Resolves when Discord has closed the gateway for good, with what the operator can do about it. */
  readonly ended: Promise<End>
}

/** What a bot holds: once nothing is under way, as much as at its start. */
export type Sizes = {
  /** Replies, questions in line, and those who wait for them. */
  readonly underWay: number
  /** What pacing remembers of rate limits; it is let go as others come. */
  readonly buckets: number
  /** Listeners on the client, its REST and its gateway. */
  readonly listeners: number
}

/** How long, in ms, running replies get to finish when the bot stops, and how long their last edits may take. */
const grace = 10_000
const lastEdits = 5_000

/**
 * Puts the bot together, logs it in and registers its commands; meanwhile the health check says that it is starting. Throws
 * `StartError` with what to do about it.
 */
export const startBot = async (config: Config, machine: Machine): Promise<Bot> => {
  const health = createHealth(machine.clock)
  const stopServing = config.healthPort && (await serveHealth(config.healthPort, health.verdict))
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

/** Opens what the bot stands on, puts it together and starts it. What was opened is closed if the start fails. */
const startAnswering = async (config: Config, machine: Machine, health: Health): Promise<Bot> => {
  const { clock, log, openStore: open = openStore } = machine
  const onFault = createFaultLog(log, clock)
  const signals = createSignals(machine.signal)
  const discord = await reachDiscord(config, machine, signals)
  const store = await open({ url: config.databaseUrl, clock, onFault })
  const unfinished = await store.unfinished()
  const parts = putTogether({ config, machine, signals, health, discord, store, onFault })
  const starting: Starting = { config, machine, signals, health, discord, store, parts }
  listen(parts)
  const ended = onFatalClose(parts.client)
  const ready = await logIn(starting)
  // Before anything else that takes its time, so that nobody overtakes those who waited.
  const recovered = recover(unfinished, parts.replies, parts.restoreView, parts.deps).catch(onFault)
  const endBackground = await startBackground(ready, starting)
  const sizes = (): Sizes => sizesOf(parts, discord)
  return { ended, sizes, stop: () => stopAnswering(starting, recovered, endBackground) }
}

/** A bot between being put together and being ready. */
type Starting = {
  readonly config: Config
  readonly machine: Machine
  readonly signals: Signals
  readonly health: Health
  readonly discord: ReachedDiscord
  readonly store: Store
  readonly parts: Parts
}

/** Answers interactions and messages from the first event of the gateway on. */
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

/** Registers the commands and starts what runs beside the replies. Returns what ends it. */
const startBackground = async (
  ready: Client<true>,
  { config, machine, signals, health, discord, store, parts }: Starting,
): Promise<{ readonly retention: () => void; readonly gateway: () => void }> => {
  const { clock, log } = machine
  const { onFault } = parts.deps
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

/** Lets replies finish for a while, then ends them in words; what still waits after that is left as it is. */
const stopAnswering = async (
  { machine: { clock }, signals, store, parts: { client, modelList, replies } }: Starting,
  recovered: Promise<unknown>,
  background: Awaited<ReturnType<typeof startBackground>>,
): Promise<void> => {
  const shutdown = (): Failed => new Failed({ kind: 'shutdown' })
  background.retention()
  modelList.stop()
  const cancel = clock.after(grace + lastEdits, () => signals.giveUp.abort(shutdown()))
  await Promise.all([replies.shutDown(grace), recovered])
  cancel()
  background.gateway()
  signals.closing.abort(shutdown())
  await client.destroy()
  await store.close()
}

const sizesOf = ({ client, replies, deps }: Parts, { pacing }: ReachedDiscord): Sizes => ({
  underWay: replies.size() + deps.queue.busyPlaces(),
  ...pacing.size(),
  listeners: listenersOf(client) + listenersOf(client.rest) + listenersOf(client.ws),
})

const listenersOf = (emitter: Pick<Client, 'eventNames' | 'listenerCount'>): number =>
  emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(String(name)), 0)
