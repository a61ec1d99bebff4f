import { randomUUID } from 'node:crypto'
import { type Client, Events } from 'discord.js'
import { createOpenForms } from '../commands/asking/open-forms.ts'
import type { App } from '../commands/command.ts'
import { createDispatch } from '../commands/dispatch.ts'
import { commands, messageCommands } from '../commands/index.ts'
import { checkAtStart } from './claude/check-at-start.ts'
import { connectClaude } from './claude/connect-claude.ts'
import { dollars } from './claude/dollars.ts'
import { createModelList } from './claude/model-list.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { Failed } from './conversation/failure.ts'
import { createReadAttachments, fileOrigins } from './discord/attachments/read-attachments.ts'
import { createClient, createRest } from './discord/gateway/connect.ts'
import { type End, onFatalClose } from './discord/gateway/fatal-close.ts'
import { watchGateway } from './discord/gateway/gateway-watchdog.ts'
import { gatewayOutage, logConnection } from './discord/gateway/log-connection.ts'
import { mayReadMessages } from './discord/gateway/message-content-intent.ts'
import { createOutageLog } from './discord/gateway/outage-log.ts'
import { waitForSession } from './discord/gateway/session-start.ts'
import { startStep } from './discord/gateway/start-step.ts'
import { watchConnection } from './discord/gateway/watch-connection.ts'
import { keepRegistering } from './discord/interactions/keep-registering.ts'
import { onlyOnce } from './discord/interactions/only-once.ts'
import { registerCommands } from './discord/interactions/register-commands.ts'
import { createHoldForProxy } from './discord/messages/hold-for-proxy.ts'
import { listenForMessages } from './discord/messages/listen-for-messages.ts'
import type { MessageContext } from './discord/messages/message-context.ts'
import { createPermissionNotice } from './discord/messages/permission-notice.ts'
import { reachingOut } from './discord/messages/reaching-out.ts'
import { createPlaces } from './discord/places.ts'
import { createPacing } from './discord/rest/pacing.ts'
import { createDirectWord } from './discord/screen/direct-word.ts'
import { postNotice } from './discord/screen/notice.ts'
import { createReplyScreens } from './discord/screen/reply-screens.ts'
import { createRestoreView } from './discord/screen/restore-view.ts'
import type { ScreenContext } from './discord/screen/screen.ts'
import { createSilencedChannels } from './discord/silenced-channels.ts'
import type { Log } from './log.ts'
import { createEventFaultLog, createFaultLog } from './log-fault.ts'
import { createReplyLog } from './log-reply.ts'
import { aboutTheBot } from './operate/about-the-bot.ts'
import { createHealth, type Health } from './operate/health.ts'
import { keepFor } from './operate/retention.ts'
import { serveHealth } from './operate/serve-health.ts'
import { createBuildRequest } from './replies/build-request.ts'
import { createFitToWindow } from './replies/context-window.ts'
import type { Dependencies } from './replies/dependencies.ts'
import { createEffectiveSettings } from './replies/effective-settings.ts'
import { openQueue } from './replies/queue.ts'
import { recover } from './replies/recover.ts'
import { createReplies } from './replies/replies.ts'
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

/** What a bot runs on. */
export type Machine = {
  readonly clock: Clock
  readonly log: Log
  /** How the memory is opened; SQLite if not given. */
  readonly openStore?: typeof openStore
  /** Ends a start that still waits for Discord; it rejects with the signal's reason. */
  readonly signal?: AbortSignal
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

const startAnswering = async (
  config: Config,
  { clock, log, openStore: open = openStore, signal }: Machine,
  health: Health,
): Promise<Bot> => {
  const onFault = createFaultLog(log, clock)
  const logReply = createReplyLog(log)
  const pacing = createPacing({ clock })
  const giveUp = new AbortController()
  const closing = new AbortController()
  const starting = AbortSignal.any([giveUp.signal, ...(signal ? [signal] : [])])
  const background = { clock, random: Math.random, log, signal: closing.signal }
  const watch = watchConnection({
    ...background,
    ...{ signal: starting, closing: closing.signal, onEventFault: createEventFaultLog(log) },
  })
  const connection = { apiUrl: config.discord.apiUrl, rest: pacing.rest, retries: watch.retries }
  const rest = createRest(connection, config.discord.token)
  const messageContent = await startStep(() => mayReadMessages(rest), watch.start)
  const store = await open({ url: config.databaseUrl, clock, onFault })
  const unfinished = await store.unfinished()
  const { apiKey, baseUrl, prices } = config.claude
  const claude = connectClaude({
    ...{ apiKey, clock, log: (retry) => log.info(retry, 'Claude is asked again') },
    ...(baseUrl && { baseURL: baseUrl }),
  })
  const modelList = createModelList({ claude, clock, log })
  const models = modelList.known
  const client = createClient({
    ...connection,
    messageContent,
    gateway: watch.gateway,
  })
  const silenced = createSilencedChannels(clock)
  const places = createPlaces(client, silenced, config.maxMessages)
  const readAttachments = createReadAttachments(fileOrigins(config.discord), clock)
  const { contextTokens } = config.claude
  const toFit = createFitToWindow({ claude, store, clock, contextTokens, onFault })
  const deps: Dependencies = {
    claude,
    store,
    queue: openQueue(),
    clock,
    dollars: (usage, model) => dollars(prices, usage, model),
    footer: config.footer,
    request: createBuildRequest({
      store,
      effective: createEffectiveSettings(config.claude, models),
      toFit,
      clock,
      timeZone: config.timeZone,
      describePlace: places.describe,
    }),
    notifyAfter: (config.notifyAfterSeconds ?? Number.POSITIVE_INFINITY) * 1000,
    limits: config.waiting,
    replied: (failure, place) => {
      health.replied(failure?.kind, place)
      if (failure) logReply(failure)
    },
    giveUp: giveUp.signal,
    onFault,
  }
  const replies = createReplies(deps)
  const selfId = (): string => client.user?.id ?? ''
  const onDiscord: ScreenContext = {
    rest: client.rest,
    clock,
    gate: pacing.gateFor,
    nonce,
    selfId,
    onFault,
    onForbidden: silenced.add,
    signal: closing.signal,
    directWord: createDirectWord(client.rest, clock),
  }
  const screens = createReplyScreens({ ...onDiscord, ...places }, store)
  const oldViews = createRestoreView({
    ...{ screens, store, rest: client.rest, reaches: places.reaches, selfId, clock },
    signal: giveUp.signal,
  })
  const forms = createOpenForms(clock)
  const app: App = {
    replies,
    store,
    screens,
    readAttachments,
    forms,
    models,
    prices,
    quotesQuestions: config.quotesQuestions,
    clock,
    onFault,
    defaults: config.claude,
  }
  const dispatch = createDispatch({ commands, messageCommands }, app)
  const isNew = onlyOnce()
  client.on(Events.InteractionCreate, (interaction) => {
    if (isNew(interaction.id)) void dispatch(interaction)
  })
  const post: MessageContext['post'] = (notice) => postNotice(onDiscord, notice)
  const context: MessageContext = {
    replies,
    store,
    screens,
    places,
    readAttachments,
    messageContent,
    post,
    self: (guildId) => ({ id: selfId(), roleId: guildId && places.ownRole(guildId) }),
    proxies: config.discord.proxies,
    holdForProxy: createHoldForProxy(clock, config.discord.proxies),
    forgottenAt: async (place) => (await store.conversation(place)).settings.forgottenAt ?? 0,
    permissionNotice: createPermissionNotice({ clock, log, post, ...reachingOut(client) }),
    onFault,
  }
  listenForMessages(client, context)
  client.on(Events.Error, onFault)
  const ended = onFatalClose(client)
  const [ready] = await Promise.all([
    waitForSession(rest, log, watch.start).then(() => watch.logIn(client, config.discord.token)),
    checkAtStart({ list: modelList, model: config.claude.model, clock, log }),
  ]).catch(async (error: unknown) => {
    giveUp.abort(error)
    closing.abort(error)
    modelList.stop()
    await client.destroy()
    await store.close()
    throw error
  })
  // Before anything else that takes its time, so that nobody overtakes those who waited.
  const recovered = recover(unfinished, replies, oldViews, deps).catch(onFault)
  const definitions = [...commands, ...messageCommands].map(({ definition }) => definition)
  const outcome = await keepRegistering(
    () => registerCommands(client.rest, ready.application.id, config.discord.guildId, definitions),
    background,
  )
  const endRetention = config.retentionDays
    ? keepFor({ store, clock, days: config.retentionDays, onFault })
    : undefined
  const outage = createOutageLog(gatewayOutage, { clock, log })
  const endConnectionLog = logConnection(client, outage, watch.lastReason)
  const stopListening = watchGateway(ready, clock, health)
  health.started()
  log.info({ ...aboutTheBot(ready, config.claude.model), commands: outcome }, 'ready')
  return {
    ended,
    sizes: () => ({
      underWay: replies.size() + deps.queue.busyPlaces(),
      ...pacing.size(),
      listeners: listenersOf(client) + listenersOf(client.rest) + listenersOf(client.ws),
    }),
    stop: async () => {
      endRetention?.()
      modelList.stop()
      const cancel = clock.after(grace + lastEdits, () => giveUp.abort(new Failed({ kind: 'shutdown' })))
      await Promise.all([replies.shutDown(grace), recovered])
      cancel()
      stopListening()
      endConnectionLog()
      closing.abort(new Failed({ kind: 'shutdown' }))
      await client.destroy()
      await store.close()
    },
  }
}

const listenersOf = (emitter: Pick<Client, 'eventNames' | 'listenerCount'>): number =>
  emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(String(name)), 0)

/** 24 characters; Discord takes at most 25. */
const nonce = (): string => randomUUID().replaceAll('-', '').slice(0, 24)
