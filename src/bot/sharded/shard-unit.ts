import type { Client, RESTOptions } from 'discord.js'
import { Failed } from '../../conversation/failure.ts'
import type { PlaceId } from '../../conversation/turn.ts'
import { delay } from '../../delay.ts'
import { createRest } from '../../discord/gateway/connect.ts'
import { waitForSession } from '../../discord/gateway/session-start.ts'
import { createShardSession } from '../../discord/gateway/shard-session.ts'
import { watchConnection } from '../../discord/gateway/watch-connection.ts'
import { createEventFaultLog } from '../../log-fault.ts'
import { createHealth, type Health } from '../../operate/health.ts'
import { countSpending } from '../../operate/metrics/count-spending.ts'
import { noMetrics } from '../../operate/metrics/metrics.ts'
import { readUnfinished, recover } from '../../replies/recover.ts'
import type { HeldShard } from '../../store/postgres/cluster/cluster.ts'
import type { OpenCluster } from '../../store/postgres/cluster/open-cluster.ts'
import type { DiscordConnection } from '../connect-to-discord.ts'
import type { Parts, Resources } from '../put-together.ts'
import { createSignals } from '../signals.ts'
import type { Sizes } from '../sizes.ts'
import { type Answering, startAnswering } from '../start-answering.ts'

/** One shard in one process: a client with all that answers on it. */
export type ShardUnit = {
  readonly shard: number
  /** Resolves once it answers; rejects if it cannot. */
  readonly started: Promise<Answering>
  readonly health: Health
  readonly isStarted: () => boolean
  readonly parts: () => Parts | undefined
  /** What it holds; undefined until it answers. */
  readonly sizes: () => Sizes | undefined
  /** Its gateway session as JSON. */
  readonly session: () => string | null
  /** Leaves the gateway so that another process can go on with the session. Replies go on. One that has not begun ends. */
  readonly leaveGateway: () => Promise<void>
  /** Lets replies finish, then ends. */
  readonly stop: () => Promise<void>
  /** Ends at once, and leaves everything on the screen as it is: others have taken over. */
  readonly abandon: () => void
  /** Puts right what a process that is gone has left unfinished in this shard. */
  readonly recover: () => Promise<void>
}

export type UnitContext = Pick<Resources, 'config' | 'machine' | 'onFault'> & {
  readonly discord: DiscordConnection & { readonly maxConcurrency: number }
  readonly cluster: OpenCluster
  /** Of the whole bot. */
  readonly total: number
}

/** How long, in ms, a reply of the process that had the shard before may keep its place busy, and how often it is looked at. */
const longestHandover = 20_000
const lookEvery = 250

/** A close code after which Discord keeps the session: https://docs.discord.com/developers/events/gateway#initiating-a-disconnect. */
const keepingSession = 4200

/** Starts a shard. */
export const startUnit = ({ shard, session: earlier }: HeldShard, context: UnitContext): ShardUnit => {
  const { config, machine, discord, cluster, total, onFault } = context
  const { clock, log, metrics = noMetrics } = machine
  const signals = createSignals(machine.signal)
  const session = createShardSession(earlier, total)
  const health = createHealth(clock)
  const watch = watchConnection({
    ...{ clock, log, random: Math.random },
    ...{ signal: signals.starting, closing: signals.closing.signal },
    onEventFault: createEventFaultLog(log),
  })
  const rest = createRest(discord.connection, config.discord.token)
  const waitForIdentify = async (signal: AbortSignal): Promise<void> => {
    await waitForSession(rest, log, watch.start)
    await delay(await cluster.reserveIdentify(shard % discord.maxConcurrency), { clock, signal })
  }
  const begun = clock.elapsed()
  const isPlaceFree = async (place: PlaceId): Promise<void> => {
    while (clock.elapsed() - begun < longestHandover && (await cluster.isBusyElsewhere(place)))
      await delay(lookEvery, { clock })
  }
  let isAbandoned = false
  /** A process that has joined anew may send again; what it has left from before may not. */
  const unlessAbandoned: RESTOptions['makeRequest'] = (url, init) => {
    if (isAbandoned) throw new Error('others have taken over this shard')
    return discord.pacing.rest.makeRequest(url, init)
  }
  const resources: Resources = {
    ...{ config, machine, signals, health, onFault, isPlaceFree },
    store: countSpending(cluster.storeOf(shard), metrics),
    discord: {
      ...discord,
      watch,
      connection: {
        ...discord.connection,
        rest: { ...discord.connection.rest, makeRequest: unlessAbandoned },
        retries: watch.retries,
        shard: { id: shard, total, waitForIdentify, session },
      },
    },
  }
  let parts: Parts | undefined
  let answering: Answering | undefined
  let recovering: Promise<void> | undefined
  const started = startAnswering(resources, (made) => {
    parts = made
  })
  started.then(
    (done) => {
      answering = done
    },
    () => undefined,
  )
  const abandon = (): void => {
    const gone = new Failed({ kind: 'shutdown' })
    isAbandoned = true
    signals.giveUp.abort(gone)
    signals.closing.abort(gone)
    void parts?.replies.shutDown(0).catch(onFault)
    parts?.modelList.stop()
    const client = parts?.client
    if (client)
      leave(client)
        .then(() => client.destroy())
        .catch(onFault)
  }
  const recoverNow = async ({ parts: { replies, restoreView, deps } }: Answering): Promise<void> =>
    recover(await readUnfinished(resources.store), replies, restoreView, deps)
  return {
    ...{ shard, started, health },
    isStarted: () => answering !== undefined,
    parts: () => parts,
    sizes: () => answering?.sizes(),
    session: session.stored,
    leaveGateway: async () => {
      if (answering === undefined) {
        abandon()
        return
      }
      session.keep()
      await leave(answering.parts.client)
    },
    stop: async () => answering?.stop(),
    abandon,
    recover: async () => {
      // At its start it looks by itself.
      if (answering === undefined || recovering !== undefined) return
      recovering = recoverNow(answering).finally(() => {
        recovering = undefined
      })
      await recovering
    },
  }
}

/** Closes the connection in a way in which Discord keeps the session, whoever has it by now. */
const leave = async ({ ws }: Pick<Client, 'ws'>): Promise<void> => {
  const manager: unknown = Reflect.get(ws, '_ws')
  if (isDestroyable(manager))
    await manager.destroy({ code: keepingSession, reason: 'another process goes on' })
}

type Destroyable = {
  readonly destroy: (how: { readonly code: number; readonly reason: string }) => Promise<void>
}

const isDestroyable = (value: unknown): value is Destroyable =>
  typeof value === 'object' && value !== null && 'destroy' in value && typeof value.destroy === 'function'
