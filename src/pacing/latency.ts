/** The shortest round trip of this span and of the one before it; older ones are forgotten. */
export type Latency = {
  /** When this span began. */
  readonly since: number
  readonly count: number
  readonly least: number
  readonly before: number
  /** Milliseconds by which requests are held back more, because one arrived before its window. */
  readonly caution: number
}

export const noLatency: Latency = {
  since: -Infinity,
  count: 0,
  least: Infinity,
  before: Infinity,
  caution: 0,
}

/** Long enough to see the network at its quickest, short enough to follow a change of route. */
const span = 60_000

/** One more round trip, in milliseconds, that ended now. Caution halves with every span. */
export const traveled = (latency: Latency, roundTrip: number, now: number): Latency => {
  const isOver = now - latency.since > span
  const { count, least, before, caution } = latency
  if (isOver && count > 0)
    return { since: now, count: count + 1, least: roundTrip, before: least, caution: caution / 2 }
  return {
    since: isOver ? now : latency.since,
    count: count + 1,
    least: Math.min(least, roundTrip),
    before,
    caution,
  }
}

/** A request was refused: the times to Discord may differ more than was thought. */
export const refusedEarly = (latency: Latency): Latency => ({ ...latency, caution: 2 * latency.caution + 5 })

/**
 * By how many milliseconds a request may leave before the moment at which its window is surely open: the least round
 * trip. 0 while too few are known, since the first ones carry a connection's making.
 */
export const headStart = ({ count, least, before, caution }: Latency): number =>
  count < 4 ? 0 : Math.max(0, Math.min(least, before) - caution)
