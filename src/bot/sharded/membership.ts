import { createCalendar } from '../../allowances/calendar.ts'
import { StoreFailed } from '../../conversation/store-failed.ts'
import { delay } from '../../delay.ts'
import type { FatalClose } from '../../discord/gateway/fatal-close.ts'
import { budgetUsed } from '../../operate/metrics/budget-used.ts'
import { noMetrics } from '../../operate/metrics/metrics.ts'
import { defaultGlobalLimit } from '../../pacing/global-limit.ts'
import { backoff } from '../../retry.ts'
import type { HeldShard, Standing } from '../../store/postgres/cluster/cluster.ts'
import type { OpenCluster } from '../../store/postgres/cluster/open-cluster.ts'
import type { Bot } from '../running-bot.ts'
import { type ShardUnit, startUnit, type UnitContext } from './shard-unit.ts'
import { countReplies, latencyOf, sumOfSizes, verdictOf } from './unit-sums.ts'
import type { Validity } from './validity.ts'

/** How often, in ms, a process says that it lives; more often while something is about to change. */
const beatEvery = { settled: 2_000, changing: 500 } as const

/** Pauses, in ms, between tries to become a member again. */
const betweenJoins = { first: 1_000, longest: 15_000 }

export type MembershipContext = Pick<UnitContext, 'config' | 'machine' | 'onFault' | 'discord'> & {
  readonly validity: Validity
  readonly join: () => Promise<OpenCluster>
}

/** A process among those that share the bot. */
export type Membership = Bot & { readonly begin: () => Promise<void> }

/** Nothing is joined yet. */
export const createMembership = (context: MembershipContext): Membership => {
  const { config, machine, validity, join, onFault } = context
  const calendar = createCalendar(config.timeZone)
  const { clock, log, metrics = noMetrics } = machine
  const over = new AbortController()
  const fatal = Promise.withResolvers<FatalClose>()
  const units = new Map<number, ShardUnit>()
  /** Units that have given their shard away and let their replies finish. */
  const draining = new Set<ShardUnit>()
  let member: OpenCluster | undefined
  let isLeaving = false
  let wake = new AbortController()
  let living: Promise<void> = Promise.resolve()

  const all = (): readonly ShardUnit[] => [...units.values(), ...draining]
  const pause = (ms: number): Promise<void> =>
    delay(ms, { clock, signal: AbortSignal.any([over.signal, wake.signal]) }).catch(() => undefined)

  const add = (held: HeldShard, total: number, cluster: OpenCluster): void => {
    const unit = startUnit(held, { ...context, cluster, total })
    units.set(held.shard, unit)
    log.info({ shard: held.shard, total }, 'a shard is taken')
    unit.started.then(
      ({ ended }) => void ended.then(fatal.resolve),
      (error: unknown) => {
        if (units.get(held.shard) !== unit) return
        units.delete(held.shard)
        onFault(error)
        cluster.release(new Map([[held.shard, null]])).catch(onFault)
      },
    )
  }

  /** Gives a shard away with its session; its replies finish here. */
  const handOver = async (unit: ShardUnit, cluster: OpenCluster): Promise<void> => {
    units.delete(unit.shard)
    draining.add(unit)
    await unit.leaveGateway()
    await cluster.release(new Map([[unit.shard, unit.session()]]))
    log.info({ shard: unit.shard }, 'a shard is handed over')
    const drained = (): void => {
      draining.delete(unit)
      wake.abort()
    }
    unit.stop().catch(onFault).then(drained, drained)
  }

  const reconcile = async (standing: Standing, cluster: OpenCluster): Promise<void> => {
    const { held, total, excess, orphaned, share } = standing
    context.discord.pacing.setGlobalLimit(Math.max(1, Math.floor(defaultGlobalLimit * share)))
    for (const one of held) if (!units.has(one.shard)) add(one, total, cluster)
    const leaving = [...units.values()].sort((a, b) => b.shard - a.shard).slice(0, excess)
    for (const unit of leaving) await handOver(unit, cluster)
    for (const shard of orphaned) units.get(shard)?.recover().catch(onFault)
  }

  const sessions = (): ReadonlyMap<number, string> =>
    new Map(
      [...units].flatMap(([shard, unit]) => {
        const session = unit.session()
        return session === null ? [] : [[shard, session] as const]
      }),
    )

  const isDone = (): boolean => isLeaving && units.size + draining.size === 0

  /** Lives as a member until it has left, or others have taken over, or may have. */
  const live = async (cluster: OpenCluster): Promise<void> => {
    let isReached = true
    while (!isDone()) {
      wake = new AbortController()
      const begun = clock.elapsed()
      let isChanging = true
      try {
        const { active, waiting } = countReplies(all())
        const standing = await cluster.beat(sessions(), active + waiting)
        if (standing === undefined) return
        validity.confirm(begun)
        isReached = true
        await reconcile(standing, cluster)
        isChanging = isLeaving || standing.excess > 0 || standing.held.length === 0
      } catch (error) {
        if (isReached) onFault(error)
        isReached = false
      }
      if (!validity.holds()) return
      if (!isDone()) await pause(isChanging ? beatEvery.changing : beatEvery.settled)
      if (!validity.holds()) return
    }
  }

  const abandonAll = (): void => {
    validity.end()
    for (const unit of all()) unit.abandon()
    units.clear()
    draining.clear()
  }

  const joinAgain = async (): Promise<OpenCluster | undefined> => {
    for (let tried = 1; !over.signal.aborted; tried += 1) {
      try {
        return await join()
      } catch (error) {
        if (!(error instanceof StoreFailed)) throw error
        if (tried === 1) onFault(error)
        await pause(backoff(betweenJoins, tried))
      }
    }
    return undefined
  }

  /** From one membership to the next, until the process is to end. */
  const goOn = async (): Promise<void> => {
    while (member !== undefined) {
      await live(member)
      if (isDone()) return
      log.warn('others have taken over the shards of this process, or may have; it joins them anew')
      abandonAll()
      await member.close().catch(onFault)
      member = undefined
      if (!isLeaving) member = await joinAgain()
    }
  }

  return {
    begin: async () => {
      member = await join()
      metrics.watch({
        replies: () => countReplies(all()),
        gatewayLatency: () => latencyOf(all()),
        isHealthy: () => verdictOf([...units.values()]).ok,
        budgetUsed: async () =>
          member ? budgetUsed(config.budget, member.storeOf(0), calendar.periodsOf(clock.now())) : [],
      })
      living = goOn().catch(onFault)
    },
    ended: fatal.promise,
    sizes: () => sumOfSizes(all()),
    verdict: () => verdictOf([...units.values()]),
    stop: async () => {
      isLeaving = true
      await member?.retire().catch(onFault)
      wake.abort()
      if (member === undefined) over.abort()
      await living
      over.abort()
      await member?.leave().catch(onFault)
      await member?.close()
    },
  }
}
