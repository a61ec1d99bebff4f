import type { Verdict } from '../../operate/health.ts'
import type { Sizes } from '../sizes.ts'
import type { ShardUnit } from './shard-unit.ts'

/** Replies that are past their turn, and questions that wait for theirs, over all shards. */
export const countReplies = (
  units: readonly ShardUnit[],
): { readonly active: number; readonly waiting: number } => {
  const counts = units.flatMap((unit) => unit.parts()?.replies.count() ?? [])
  return {
    active: counts.reduce((sum, { active }) => sum + active, 0),
    waiting: counts.reduce((sum, { waiting }) => sum + waiting, 0),
  }
}

/** The longest time from a heartbeat to its acknowledgement, in ms. */
export const latencyOf = (units: readonly ShardUnit[]): number | undefined => {
  const known = units.flatMap((unit) => unit.parts()?.client.ws.ping ?? []).filter((ping) => ping >= 0)
  return known.length === 0 ? undefined : Math.max(...known)
}

/** A process is well while every shard that has started is; one without shards stands by, and is well. */
export const verdictOf = (units: readonly ShardUnit[]): Verdict => {
  const because = units.flatMap((unit) =>
    unit.isStarted() ? unit.health.verdict().because.map((reason) => `shard ${unit.shard}: ${reason}`) : [],
  )
  return { ok: because.length === 0, because }
}

/** What all shards of a process hold together; pacing is shared. */
export const sumOfSizes = (units: readonly ShardUnit[]): Sizes => {
  const sizes = units.flatMap((unit) => unit.sizes() ?? [])
  return {
    underWay: sizes.reduce((sum, { underWay }) => sum + underWay, 0),
    buckets: Math.max(0, ...sizes.map(({ buckets }) => buckets)),
    listeners: sizes.reduce((sum, { listeners }) => sum + listeners, 0),
  }
}
