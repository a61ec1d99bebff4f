import { type Client, Events } from 'discord.js'
import { createDispatch } from '../../commands/dispatch.ts'
import { commands, messageCommands } from '../../commands/index.ts'
import { monthBefore } from '../allowances/calendar.ts'
import { checkAtStart } from '../claude/check-at-start.ts'
import { Failed } from '../conversation/failure.ts'
import { type FatalClose, onFatalClose } from '../discord/gateway/fatal-close.ts'
import { watchGateway } from '../discord/gateway/gateway-watchdog.ts'
import { gatewayOutage, logConnection } from '../discord/gateway/log-connection.ts'
import { createOutageLog } from '../discord/gateway/outage-log.ts'
import { fillProfile } from '../discord/gateway/own-application.ts'
import { waitForSession } from '../discord/gateway/session-start.ts'
import { keepRegistering } from '../discord/interactions/keep-registering.ts'
import { onlyOnce } from '../discord/interactions/only-once.ts'
import { learnCommandIds, registerCommands } from '../discord/interactions/register-commands.ts'
import { greet } from '../discord/messages/greet.ts'
import { listenForMessages } from '../discord/messages/listen-for-messages.ts'
import { aboutTheBot } from '../operate/about-the-bot.ts'
import { deleteOldData } from '../operate/retention.ts'
import { readUnfinished, recover } from '../replies/recover.ts'
import { type Parts, putTogether, type Resources } from './put-together.ts'
import { type Background, shutDown } from './shut-down.ts'
import { type Sizes, sizesOf } from './sizes.ts'

/** A client that is logged in and answers. */
export type Answering = {
  readonly parts: Parts
  /** Takes no more questions, lets running replies finish or ends them in words, disconnects, and closes the store. */
  readonly stop: () => Promise<void>
  readonly sizes: () => Sizes
  /** Resolves when Discord has closed the gateway for good, with what the operator can do about it. */
  readonly ended: Promise<FatalClose>
}

/**
 * Puts the parts together, logs in and starts to answer. What was opened is closed if the start fails. `onParts` is called
 * before anything is sent.
 */
export const startAnswering = async (
  resources: Resources,
  onParts: (parts: Parts) => void = () => {},
): Promise<Answering> => {
  const { store, discord, onFault } = resources
  const unfinished = await readUnfinished(store)
  const parts = putTogether(resources)
  const starting: Starting = { ...resources, parts }
  onParts(parts)
  listen(parts)
  const ended = onFatalClose(parts.client)
  const ready = await logIn(starting)
  // Before anything else that takes its time, so that nobody overtakes those who waited.
  const recovered = recover(unfinished, parts.replies, parts.restoreView, parts.deps).catch(onFault)
  const background = await startBackground(ready, starting)
  const sizes = (): Sizes => sizesOf(parts, discord)
  return { parts, ended, sizes, stop: () => shutDown(starting, recovered, background) }
}

/** A bot that has been put together but is not ready yet. */
type Starting = Resources & { readonly parts: Parts }

/** Answers interactions and messages from the first event of the gateway on. */
const listen = ({ client, app, messages }: Parts): void => {
  const { onFault } = messages
  const dispatch = createDispatch({ commands, messageCommands }, app)
  const isNew = onlyOnce()
  client.on(Events.InteractionCreate, (interaction) => {
    if (isNew(interaction.id)) void dispatch(interaction)
  })
  listenForMessages(client, messages)
  // discord.js tells of a server here only when the bot joins it, not when one is loaded or comes back.
  client.on(Events.GuildCreate, (guild) => {
    greet(guild, { post: messages.post, commandIds: app.commandIds }).catch((error: unknown) => {
      if (!(error instanceof Failed)) onFault(error)
    })
  })
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
  // With several processes every session is asked for by itself.
  const session = discord.connection.shard ? Promise.resolve() : waitForSession(rest, log, watch.start)
  try {
    const [ready] = await Promise.all([
      session.then(() => watch.logIn(client, config.discord.token)),
      checkAtStart({ ...config.claude, list: modelList, clock, log }),
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
  { config, machine, signals, health, discord, store, parts, onFault }: Starting,
): Promise<Background> => {
  const { clock, log } = machine
  const { rest } = ready
  const definitions = [...commands, ...messageCommands].map(({ definition }) => definition)
  // What is to be done once for the whole bot is done by whoever has its first shard.
  const isFirst = (discord.connection.shard?.id ?? 0) === 0
  const outcome = isFirst
    ? await keepRegistering(
        () =>
          registerCommands(rest, ready.application.id, config.discord.guildId, definitions, parts.commandIds),
        { clock, log, random: Math.random, signal: signals.closing.signal },
      )
    : 'left to shard 0'
  if (!isFirst)
    await learnCommandIds(rest, ready.application.id, config.discord.guildId, parts.commandIds).catch(onFault)
  if (isFirst && discord.application.lacksDescription) await fillProfile(rest, log)
  // The last month is kept beside the present one: what was reserved in it may still have to be settled.
  const usesFrom = (): string => monthBefore(parts.app.allowances.periods().month)
  const retention = isFirst
    ? deleteOldData({ store, clock, days: config.retentionDays, usesFrom, onFault })
    : (): void => {}
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
