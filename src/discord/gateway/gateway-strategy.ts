import {
  type IShardingStrategy,
  SimpleShardingStrategy,
  type WebSocketManager,
  WebSocketShardEvents,
  WebSocketShardStatus,
} from '@discordjs/ws'
import type { Clock } from '../../clock.ts'
import { delay } from '../../delay.ts'
import { backoff } from '../../retry.ts'
import { StartError } from '../../start-error.ts'
import { closeMessage, isFatalClose } from './fatal-close.ts'
import { fillInGuilds } from './fill-in-guilds.ts'
import { guardManager, type OnEventFault } from './guard-events.ts'
import type { ShardSession } from './shard-session.ts'

export type GatewayStrategyOptions = {
  readonly clock: Clock
  readonly random: () => number
  /** Aborts when the bot disconnects: nothing connects any more. */
  readonly signal: AbortSignal
  readonly onEventFault: OnEventFault
  /** Told of each connection that is closed or cannot be made. */
  readonly onClosed: (reason: string) => void
  /** Where the session of the one shard is kept for other processes. */
  readonly session?: ShardSession
}

/** The pauses between two connections, in ms; discord.js itself tries again every half second, for ever. */
const betweenConnections = { first: 1_000, longest: 60_000 }

/** A connection that lasted so long, in ms, was a good one. */
const goodFor = 30_000

/**
 * A sharding strategy for `new Client({ ws: { buildStrategy } })`: discord.js's own, but with growing pauses between
 * failed connections, and with a login that waits while the gateway is down.
 */
export const createGatewayStrategy =
  (options: GatewayStrategyOptions) =>
  (manager: WebSocketManager): IShardingStrategy => {
    const simple = new SimpleShardingStrategy(manager)
    guardManager(manager, options.onEventFault)
    if (options.session?.isResumed()) fillInGuilds(manager, options.onEventFault)
    paceConnections(manager, simple, options)
    if (options.session) keepSession(manager, options.session)
    manager.on(WebSocketShardEvents.Closed, ({ code }) => options.onClosed(`closed with ${code}`))
    manager.on(WebSocketShardEvents.Error, ({ error }) => options.onClosed(error.message))
    let ids: readonly number[] = []
    return {
      spawn: (shardIds) => {
        ids = shardIds
        return simple.spawn(shardIds)
      },
      connect: () => connected(manager, ids, () => simple.connect()),
      destroy: (how) => simple.destroy(how),
      send: (id, payload) => simple.send(id, payload),
      fetchStatus: () => simple.fetchStatus(),
    }
  }

/** Resolves once each shard has a session. Only a close for good rejects: after anything else a shard connects again. */
const connected = (
  manager: WebSocketManager,
  ids: readonly number[],
  connect: () => Promise<void>,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const ready = new Set<number>()
    const end = (then: () => void): void => {
      manager.off(WebSocketShardEvents.Ready, onReady)
      manager.off(WebSocketShardEvents.Closed, onClosed)
      then()
    }
    const onReady = ({ shardId }: { readonly shardId: number }): void => {
      ready.add(shardId)
      if (ready.size >= ids.length) end(resolve)
    }
    const onClosed = ({ code }: { readonly code: number }): void => {
      if (isFatalClose(code)) end(() => reject(new StartError(closeMessage(code))))
    }
    manager.on(WebSocketShardEvents.Ready, onReady)
    manager.on(WebSocketShardEvents.Closed, onClosed)
    connect().catch(() => undefined)
  })

/** Begins with the session of an earlier process, and tells of every change. */
const keepSession = (manager: WebSocketManager, session: ShardSession): void => {
  const { retrieveSessionInfo: retrieve, updateSessionInfo: update } = manager.options
  manager.options.retrieveSessionInfo = async (shardId) => {
    const own = await retrieve(shardId)
    const earlier = own === null ? session.takeEarlier() : undefined
    // discord.js counts what was missed from the session that it knows.
    if (earlier !== undefined) await update(shardId, earlier)
    return own ?? earlier ?? null
  }
  manager.options.updateSessionInfo = (shardId, info) => {
    session.changed(info)
    return update(shardId, info)
  }
}

/** Lets each shard wait before it connects: it asks for its session then, while it is idle. */
const paceConnections = (
  manager: WebSocketManager,
  simple: SimpleShardingStrategy,
  options: GatewayStrategyOptions,
): void => {
  const retrieve = manager.options.retrieveSessionInfo
  const pauses = new Map<number, Pause>()
  const pauseOf = (shardId: number): Pause => {
    const pause = pauses.get(shardId) ?? createPause(options)
    pauses.set(shardId, pause)
    return pause
  }
  const connectedNow = ({ shardId }: { readonly shardId: number }): void => pauseOf(shardId).connected()
  manager.on(WebSocketShardEvents.Ready, connectedNow)
  manager.on(WebSocketShardEvents.Resumed, connectedNow)
  manager.options.retrieveSessionInfo = async (shardId) => {
    const status = (await simple.fetchStatus()).get(shardId)
    if (status === WebSocketShardStatus.Idle) await pauseOf(shardId).beforeConnection()
    return retrieve(shardId)
  }
}

/** The pauses of one shard. */
type Pause = { readonly connected: () => void; readonly beforeConnection: () => Promise<void> }

const createPause = ({ clock, random, signal }: GatewayStrategyOptions): Pause => {
  let tried = 0
  let connectedAt: number | undefined
  return {
    connected: () => {
      connectedAt = clock.elapsed()
    },
    beforeConnection: async () => {
      const wasGood = connectedAt !== undefined && clock.elapsed() - connectedAt >= goodFor
      if (wasGood) tried = 0
      connectedAt = undefined
      // The first connection, and the first after a good one, are made at once.
      if (tried > 0) await delay(backoff(betweenConnections, tried, random), { clock, signal }).catch(forEver)
      tried += 1
    },
  }
}

/** A shard of a bot that goes away neither connects nor fails. */
const forEver = (): Promise<never> => new Promise(() => {})
