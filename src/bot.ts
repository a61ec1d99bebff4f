import { randomUUID } from 'node:crypto'
import { type Client, Events } from 'discord.js'
import { createOpenForms } from '../commands/asking/open-forms.ts'
import type { App } from '../commands/command.ts'
import { createDispatch } from '../commands/dispatch.ts'
import { commands, messageCommands } from '../commands/index.ts'
import { createAnswering } from './answer/answering.ts'
import { createChosen } from './answer/chosen.ts'
import { createFit } from './answer/fitting.ts'
import { recover } from './answer/recover.ts'
import { createRequests } from './answer/requests.ts'
import type { Surroundings } from './answer/surroundings.ts'
import { checkKey } from './claude/check-key.ts'
import { connectClaude } from './claude/connect-claude.ts'
import { dollars } from './claude/dollars.ts'
import { createKnownModels } from './claude/known-models.ts'
import { readPrices } from './claude/read-prices.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { openQueue } from './conversation/queue.ts'
import { createClient, createRest } from './discord/connect.ts'
import { createFilesOf, fileOrigins } from './discord/files-of.ts'
import { listenForLife } from './discord/listen-for-life.ts'
import { type End, listenForTheEnd } from './discord/listen-for-the-end.ts'
import { logConnection } from './discord/log-connection.ts'
import { logIn } from './discord/log-in.ts'
import { mayReadMessages } from './discord/message-content.ts'
import { postNotice } from './discord/notice.ts'
import { createOldViews } from './discord/old-views.ts'
import { onlyOnce } from './discord/only-once.ts'
import { createPacing } from './discord/pacing/pacing.ts'
import { createPlaces } from './discord/places.ts'
import { registerCommands } from './discord/register.ts'
import { createReplyScreens } from './discord/reply-screens.ts'
import type { ScreenContext } from './discord/screen.ts'
import { listen } from './discord/talk/listen.ts'
import { createMuted } from './discord/talk/muted.ts'
import { reachingOut } from './discord/talk/reaching-out.ts'
import type { Talk } from './discord/talk/talk.ts'
import { createHealth } from './health/health.ts'
import { serveHealth } from './health/serve-health.ts'
import type { Log } from './log.ts'
import { createFaultLog } from './log-fault.ts'
import { createReplyLog } from './log-reply.ts'
import { Failed } from './reply/failure.ts'
import { keepFor } from './retention.ts'
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
  readonly lanes: number
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
}

/** How long, in ms, running replies get to finish when the bot stops, and how long their last edits may take. */
const grace = 10_000
const lastEdits = 5_000

/** Puts the bot together, logs it in and registers its commands. Throws `StartError` with what to do about it. */
export const startBot = async (
  config: Config,
  { clock, log, openStore: open = openStore }: Machine,
): Promise<Bot> => {
  const onFault = createFaultLog(log)
  const logReply = createReplyLog(log)
  const health = createHealth(clock)
  const pacing = createPacing({ clock })
  const connection = { apiUrl: config.discord.apiUrl, rest: pacing.rest }
  const messageContent = await mayReadMessages(createRest(connection, config.discord.token))
  const memory = await open({ url: config.databaseUrl, clock })
  const unfinished = await memory.unfinished()
  const prices = await readPrices(config.claude.pricesFile)
  const { apiKey, baseUrl } = config.claude
  const claude = connectClaude({ apiKey, ...(baseUrl && { baseURL: baseUrl }), clock })
  const giveUp = new AbortController()
  const models = createKnownModels(claude, clock, giveUp.signal)
  const client = createClient({ ...connection, messageContent })
  const places = createPlaces(client)
  const filesOf = createFilesOf(fileOrigins(config.discord.apiUrl), clock)
  const { contextTokens } = config.claude
  const toFit = createFit({ claude, memory, clock, contextTokens, onFault })
  const around: Surroundings = {
    claude,
    memory,
    queue: openQueue(),
    clock,
    dollars: (usage, model) => dollars(prices, usage, model),
    request: createRequests({ memory, chosen: createChosen(config.claude, models), toFit }),
    notifyAfter: (config.notifyAfterSeconds ?? Number.POSITIVE_INFINITY) * 1000,
    limits: config.waiting,
    replied: (failure) => {
      health.replied(failure?.kind)
      if (failure) logReply(failure)
    },
    giveUp: giveUp.signal,
    onFault,
  }
  const answering = createAnswering(around)
  const onDiscord: ScreenContext = { rest: client.rest, clock, gate: pacing.gateFor, nonce, onFault }
  const screens = createReplyScreens({ ...onDiscord, ...places }, memory)
  const oldViews = createOldViews(screens, memory, client.rest, places.reaches)
  const forms = createOpenForms(clock)
  const app: App = { answering, memory, screens, filesOf, forms, models, prices, defaults: config.claude }
  const dispatch = createDispatch({ commands, messageCommands }, app, onFault)
  const isNew = onlyOnce()
  client.on(Events.InteractionCreate, (interaction) => {
    if (isNew(interaction.id)) void dispatch(interaction)
  })
  const post: Talk['post'] = (notice) => postNotice(onDiscord, notice)
  const talk: Talk = {
    answering,
    memory,
    screens,
    places,
    filesOf,
    messageContent,
    post,
    self: (guildId) => ({ id: client.user?.id ?? '', roleId: guildId && places.ownRole(guildId) }),
    muted: createMuted({ clock, log, post, ...reachingOut(client) }),
    onFault,
  }
  listen(client, talk)
  client.on(Events.Error, onFault)
  const ended = listenForTheEnd(client)
  const [ready] = await Promise.all([
    logIn(client, config.discord.token),
    checkKey(claude, giveUp.signal, log),
  ]).catch(async (error: unknown) => {
    await client.destroy()
    await memory.close()
    throw error
  })
  // Before anything else that takes its time, so that nobody overtakes those who waited.
  const recovered = recover(unfinished, answering, oldViews, around).catch(onFault)
  const definitions = [...commands, ...messageCommands].map(({ definition }) => definition)
  const outcome = await registerCommands(
    client.rest,
    ready.application.id,
    config.discord.guildId,
    definitions,
  )
  const endRetention = config.retentionDays
    ? keepFor({ memory, clock, days: config.retentionDays, onFault })
    : undefined
  const endConnectionLog = logConnection(client, log)
  const stopListening = listenForLife(ready, clock, health)
  const stopServing =
    config.healthPort === undefined ? undefined : await serveHealth(config.healthPort, health.verdict)
  log.info({ commands: outcome, user: client.user?.tag }, 'ready')
  return {
    ended,
    sizes: () => ({
      underWay: answering.size() + around.queue.busyPlaces(),
      ...pacing.size(),
      listeners: listenersOf(client) + listenersOf(client.rest) + listenersOf(client.ws),
    }),
    stop: async () => {
      endRetention?.()
      const cancel = clock.after(grace + lastEdits, () => giveUp.abort(new Failed({ kind: 'shutdown' })))
      await Promise.all([answering.shutDown(grace), recovered])
      cancel()
      stopListening()
      endConnectionLog()
      await stopServing?.()
      await client.destroy()
      await memory.close()
    },
  }
}

const listenersOf = (emitter: Pick<Client, 'eventNames' | 'listenerCount'>): number =>
  emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(String(name)), 0)

/** 24 characters; Discord takes at most 25. */
const nonce = (): string => randomUUID().replaceAll('-', '').slice(0, 24)
