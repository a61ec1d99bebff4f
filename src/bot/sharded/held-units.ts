import type { FatalClose } from '../../discord/gateway/fatal-close.ts'
import { defaultGlobalLimit } from '../../pacing/global-limit.ts'
import type { HeldShard, Standing } from '../../store/postgres/cluster/cluster.ts'
import type { OpenCluster } from '../../store/postgres/cluster/open-cluster.ts'
import type { UnitContext } from './shard-resources.ts'
import { type ShardUnit, startUnit } from './shard-unit.ts'

/** How long, in ms, an event that came before a shard was given away may need until its question is stored. */
const longestArrival = 60_000

export type HeldUnitsContext = Omit<UnitContext, 'cluster' | 'total'> & {
  /** Discord has closed a shard's connection for good. */
  readonly onFatal: (close: FatalClose) => void
  /** A unit that was handed over has let its last reply finish. */
  readonly onDrained: () => void
}

/** The shards that a process has, each a running unit. */
export type HeldUnits = {
  /** Also those that have given their shard away and let their replies finish. */
  readonly all: () => readonly ShardUnit[]
  readonly holding: () => readonly ShardUnit[]
  /** The gateway session of each shard, as JSON. */
  readonly sessions: () => ReadonlyMap<number, string>
  /** Starts, hands over and recovers shards until this process has what the standing says. */
  readonly reconcile: (standing: Standing, cluster: OpenCluster) => Promise<void>
  /** Ends all at once, and leaves everything on the screen as it is. */
  readonly abandon: () => void
}

/** Holds nothing yet. */
export const createHeldUnits = (context: HeldUnitsContext): HeldUnits => {
  const { onFault, onFatal, onDrained } = context
  const { clock, log } = context.machine
  const units = new Map<number, ShardUnit>()
  const draining = new Set<ShardUnit>()
  /** Those that have ended, with the moment until which they may still come upon a question. */
  const ended = new Map<ShardUnit, number>()

  const all = (): readonly ShardUnit[] => [...units.values(), ...draining]

  const add = (held: HeldShard, total: number, cluster: OpenCluster): void => {
    const unit = startUnit(held, { ...context, cluster, total })
    units.set(held.shard, unit)
    log.info({ shard: held.shard, total }, 'a shard is taken')
    unit.started.then(
      (answering) => void answering.ended.then(onFatal),
      (error: unknown) => {
        if (units.get(held.shard) !== unit) return
        units.delete(held.shard)
        ended.set(unit, clock.elapsed() + longestArrival)
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
    void unit.stop().then(() => {
      draining.delete(unit)
      ended.set(unit, clock.elapsed() + longestArrival)
      onDrained()
    })
    // If the database does not hear of it, the shard is still this process's: the next beat starts it anew.
    await cluster.release(new Map([[unit.shard, unit.session()]]))
    log.info({ shard: unit.shard }, 'a shard is handed over')
  }

  const leaveUnfinished = async (): Promise<void> => {
    for (const [unit, until] of ended) {
      const isOver = clock.elapsed() >= until
      if (isOver || unit.isIdle()) await unit.leaveUnfinished()
      if (isOver) ended.delete(unit)
    }
  }

  const reconcile = async (standing: Standing, cluster: OpenCluster): Promise<void> => {
    const { held, total, excess, orphaned, share } = standing
    await leaveUnfinished()
    context.discord.pacing.setGlobalLimit(Math.max(1, Math.floor(defaultGlobalLimit * share)))
    for (const one of held) if (!units.has(one.shard)) add(one, total, cluster)
    const leaving = [...units.values()].sort((a, b) => b.shard - a.shard).slice(0, excess)
    for (const unit of leaving) await handOver(unit, cluster)
    for (const shard of orphaned) void units.get(shard)?.recover()
  }

  return {
    all,
    holding: () => [...units.values()],
    sessions: () => sessionsOf([...units.values()]),
    reconcile,
    abandon: () => {
      for (const unit of all()) unit.abandon()
      units.clear()
      draining.clear()
      // Their membership ends: what they have left is for others anyway.
      ended.clear()
    },
  }
}

const sessionsOf = (units: readonly ShardUnit[]): ReadonlyMap<number, string> =>
  new Map(
    units.flatMap((unit) => {
      const session = unit.session()
      return session === null ? [] : [[unit.shard, session] as const]
    }),
  )
