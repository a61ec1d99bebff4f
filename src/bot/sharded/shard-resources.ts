import type { RESTOptions } from 'discord.js'
import type { PlaceId } from '../../conversation/turn.ts'
import { delay } from '../../delay.ts'
import { type ClientShard, createRest } from '../../discord/gateway/connect.ts'
import type { OnEventFault } from '../../discord/gateway/guard-events.ts'
import { waitForSession } from '../../discord/gateway/session-start.ts'
import type { ShardSession } from '../../discord/gateway/shard-session.ts'
import { type ConnectionWatch, watchConnection } from '../../discord/gateway/watch-connection.ts'
import { countSpending } from '../../operate/metrics/count-spending.ts'
import { noMetrics } from '../../operate/metrics/metrics.ts'
import type { ClusterUnit, OpenCluster } from '../../store/postgres/cluster/open-cluster.ts'
import type { DiscordConnection } from '../connect-to-discord.ts'
import type { Machine } from '../machine.ts'
import type { Resources } from '../put-together.ts'

export type UnitContext = Pick<Resources, 'config' | 'machine' | 'onFault'> & {
  readonly discord: DiscordConnection & { readonly maxConcurrency: number }
  readonly cluster: OpenCluster
  /** Of the whole bot. */
  readonly total: number
}

/** How long, in ms, a reply of the process that had the shard before may keep its place busy, and how often it is looked at. */
const longestHandover = 20_000
const lookEvery = 250

/** Waits until Discord lets a session begin, and until it is this shard's turn among those of all processes. */
const createIdentifyWait = (
  shard: number,
  { config, machine, discord, cluster }: UnitContext,
  { start }: ConnectionWatch,
): ClientShard['waitForIdentify'] => {
  const { clock, log } = machine
  const rest = createRest(discord.connection, config.discord.token)
  return async (signal) => {
    await waitForSession(rest, log, start)
    await delay(await cluster.reserveIdentify(shard % discord.maxConcurrency), { clock, signal })
  }
}

/** Waits while the process that had the shard before still answers in a place, but not longer than a handover may take. */
const createPlaceWait = (
  { clock }: Machine,
  { isBusyElsewhere }: ClusterUnit,
): ((place: PlaceId) => Promise<void>) => {
  const begun = clock.elapsed()
  return async (place) => {
    while (clock.elapsed() - begun < longestHandover && (await isBusyElsewhere(place)))
      await delay(lookEvery, { clock })
  }
}

/** What a shard has for itself. */
type OwnParts = Required<Pick<Resources, 'signals' | 'health' | 'onFault' | 'takenOver'>> & {
  readonly shard: number
  readonly database: ClusterUnit
  readonly onEventFault: OnEventFault
  readonly session: ShardSession
  readonly makeRequest: RESTOptions['makeRequest']
}

/** What a shard works with: what the whole process has, with a connection and a store of its own. */
export const resourcesOf = (
  context: UnitContext,
  { shard, database, session, makeRequest, onEventFault, ...own }: OwnParts,
): Resources => {
  const { config, machine, discord, total } = context
  const { clock, log, metrics = noMetrics } = machine
  const watch = watchConnection({
    ...{ clock, log, random: Math.random },
    ...{ signal: own.signals.starting, closing: own.signals.closing.signal },
    onEventFault,
  })
  return {
    ...{ config, machine, ...own },
    isPlaceFree: createPlaceWait(machine, database),
    store: countSpending(database.store, metrics),
    discord: {
      ...discord,
      watch,
      connection: {
        ...discord.connection,
        rest: { ...discord.connection.rest, makeRequest },
        retries: watch.retries,
        shard: { id: shard, total, waitForIdentify: createIdentifyWait(shard, context, watch), session },
      },
    },
  }
}
