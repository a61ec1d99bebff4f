import type { Arrival } from './traces.ts'

/** `limit` requests per `window` milliseconds; the window opens with its first request. */
export type Bucket = { readonly limit: number; readonly window: number }

/** The best that could be done: mean lag in milliseconds (without latency) and when each edit was made. */
export type Optimum = { readonly meanLag: number; readonly edits: readonly number[] }

type Curve = {
  readonly times: readonly number[]
  readonly count: readonly number[]
  readonly sum: readonly number[]
}

/** The optimum of a trace, on a grid of 10 ms if it is long. */
export const optimumOf = (arrivals: readonly Arrival[], bucket: Bucket): Optimum =>
  optimum(arrivals, bucket, arrivals.length > 200 ? 10 : 0)

/**
 * The least mean lag of a word under any schedule that knows the whole trace, keeps to the bucket and shows something new
 * in every edit. By dynamic programming over the arrivals and the moments that are windows away from them, or with a `grid`
 * of milliseconds over its points: at most `grid` too high.
 */
export const optimum = (arrivals: readonly Arrival[], { limit, window }: Bucket, grid = 0): Optimum => {
  const curve = curveOf(arrivals, window, grid)
  const { times, count } = curve
  const total = count.at(-1) ?? 0
  const opened = new Map<number, Opened>()
  const best: { cost: number; at: readonly [start: number, last: number] } = { cost: Infinity, at: [0, 0] }
  const reach = new Map<number, { cost: number; start: number }>()
  let merged = 0
  for (let start = 0; start < times.length; start++) {
    for (; at(times, merged) + window <= at(times, start); merged++) merge(opened.get(merged), merged, reach)
    const entry = enter(curve, start, reach)
    const spent = spend(curve, start, entry.cost, limit, window)
    opened.set(start, { ...spent, from: entry.from })
    for (const [point, cost] of spent.least)
      if (at(count, point) === total && cost < best.cost) Object.assign(best, { cost, at: [start, point] })
  }
  return {
    meanLag: best.cost / total,
    edits: retrace(curve, opened, best.at).map((point) => at(times, point)),
  }
}

type Opened = {
  /** By last edit of this window: the least cost until then. */
  readonly least: ReadonlyMap<number, number>
  /** By number of edits, then by last edit: the edit before it. */
  readonly before: readonly ReadonlyMap<number, number>[]
  readonly edits: ReadonlyMap<number, number>
  /** The window and its last edit that came before. */
  readonly from: readonly [start: number, last: number] | undefined
}

const at = (list: readonly number[], index: number): number => list[index] ?? Infinity

/** Milliseconds by which moments are told apart. */
const resolution = 1

const curveOf = (all: readonly Arrival[], window: number, grid: number): Curve => {
  const [first, last] = [all[0]?.at ?? 0, all.at(-1)?.at ?? 0]
  // A window is opened for an arrival, when the one before it ends, or just so late that it takes in an arrival at its end.
  const instants = all.flatMap(({ at }) => {
    const later = Array.from(
      { length: Math.floor((last + window - at) / window) + 1 },
      (_, n) => at + n * window,
    )
    const before = Array.from({ length: Math.floor((at - first) / window) }, (_, n) => at - (n + 1) * window)
    return [...later, ...before.flatMap((time) => [time, time + resolution])].map((time) => on(grid, time))
  })
  const times = [...new Set(instants)].sort((a, b) => a - b)
  const count: number[] = []
  const sum: number[] = []
  let [strings, arrivals, next] = [0, 0, 0]
  for (const time of times) {
    for (let one = all[next]; one && one.at <= time; one = all[++next]) {
      strings += one.strings
      arrivals += one.strings * one.at
    }
    count.push(strings)
    sum.push(arrivals)
  }
  return { times, count, sum }
}

const on = (grid: number, time: number): number => (grid > 0 ? Math.ceil(time / grid) * grid : time)

/** The waiting of all that arrives after one edit and is shown by the next. */
const waiting = ({ times, count, sum }: Curve, from: number, to: number): number =>
  (at(count, to) - at(count, from)) * at(times, to) - (at(sum, to) - at(sum, from))

const merge = (
  opened: Opened | undefined,
  start: number,
  reach: Map<number, { cost: number; start: number }>,
) => {
  for (const [last, cost] of opened?.least ?? [])
    if (cost < (reach.get(last)?.cost ?? Infinity)) reach.set(last, { cost, start })
}

const enter = (
  curve: Curve,
  start: number,
  reach: ReadonlyMap<number, { readonly cost: number; readonly start: number }>,
): { cost: number; from: Opened['from'] } => {
  let cost = at(curve.count, start) * at(curve.times, start) - at(curve.sum, start)
  let from: Opened['from']
  for (const [last, known] of reach) {
    if (at(curve.count, last) >= at(curve.count, start) || known.cost >= cost) continue
    const whole = known.cost + waiting(curve, last, start)
    if (whole < cost) [cost, from] = [whole, [known.start, last]]
  }
  return { cost, from }
}

/** All plans for one window that opens at `start`: by last edit, the least cost. */
const spend = (curve: Curve, start: number, cost: number, limit: number, window: number) => {
  const points: number[] = [start]
  for (let next = start + 1; at(curve.times, next) < at(curve.times, start) + window; next++)
    if (at(curve.count, next) > at(curve.count, next - 1)) points.push(next)
  const least = new Map<number, number>([[start, cost]])
  const edits = new Map<number, number>([[start, 1]])
  const before: Map<number, number>[] = []
  let layer = points.map((_, index) => (index === 0 ? cost : Infinity))
  for (let used = 2; used <= limit; used++) {
    const { costs, parents } = oneMore(curve, points, layer)
    layer = costs
    before.push(new Map(parents.map((parent, index) => [at(points, index), at(points, parent)])))
    points.forEach((point, index) => {
      if (at(costs, index) >= (least.get(point) ?? Infinity)) return
      least.set(point, at(costs, index))
      edits.set(point, used)
    })
  }
  return { least, before, edits }
}

/** One edit more, by divide and conquer: the best edit before moves right as the edit itself does. */
const oneMore = (curve: Curve, points: readonly number[], layer: readonly number[]) => {
  const costs = points.map(() => Infinity)
  const parents = points.map(() => 0)
  const solve = (low: number, high: number, from: number, to: number): void => {
    if (low > high) return
    const middle = (low + high) >> 1
    let parent = from
    for (let before = from; before <= Math.min(to, middle - 1); before++) {
      const cost = at(layer, before) + waiting(curve, at(points, before), at(points, middle))
      if (cost < at(costs, middle)) [costs[middle], parent] = [cost, before]
    }
    parents[middle] = parent
    solve(low, middle - 1, from, parent)
    solve(middle + 1, high, parent, to)
  }
  solve(1, points.length - 1, 0, points.length - 1)
  return { costs, parents }
}

const retrace = (
  curve: Curve,
  opened: ReadonlyMap<number, Opened>,
  last: readonly [start: number, last: number],
): readonly number[] => {
  const found: number[] = []
  let place: Opened['from'] = last
  while (place) {
    const spent: Opened | undefined = opened.get(place[0])
    let point = place[1]
    for (let used = spent?.edits.get(point) ?? 1; used >= 1; used--) {
      found.unshift(point)
      point = spent?.before[used - 2]?.get(point) ?? point
    }
    place = spent?.from
  }
  return found.filter((point, index) => point !== found[index - 1] && at(curve.count, point) > 0)
}
