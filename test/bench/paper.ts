import type { Budget, Contender } from '../../src/pacing/contender.ts'
import { type Decision, decide } from '../../src/pacing/pace.ts'
import type { Rhythm } from '../../src/pacing/pace-rhythm.ts'
import { heard, noRhythm } from '../../src/pacing/pace-rhythm.ts'
import type { Bucket } from './optimum.ts'
import { type Arrival, arrivalsOf, end, type Trace } from './traces.ts'

/** What a schedule came to: moments in milliseconds from the start of the stream. */
export type Schedule = {
  /** When each edit left. */
  readonly edits: readonly number[]
  readonly meanLag: number
  /** From the stream's end until its last text was visible. */
  readonly final: number
}

export type Decide = (now: number, budget: Budget, contenders: readonly Contender[]) => Decision

/** Even spacing: what the limit allows, one after another, as the best of the peers could. */
export const evenly: Decide = (now, budget, [contender]) => {
  if (!contender || contender.change.what === 'nothing') return { type: 'idle' }
  const isGrowth = contender.change.what === 'growth'
  const until = isGrowth ? contender.since + budget.window / budget.limit : now
  if (budget.left <= 0) return { type: 'wait', until: Math.max(until, budget.reopens) }
  if (until > now) return { type: 'wait', until }
  return { type: 'go', index: 0, rank: { class: 'growth', behind: 0 } }
}

/** Plays a trace on paper: exact windows, a fixed round trip, one edit in flight, nothing lost to queues. */
export const onPaper = (
  trace: Trace,
  buckets: readonly Bucket[],
  roundTrip: number,
  policy: Decide = decide,
): Schedule => {
  const edits: number[] = []
  let writing = startOf(trace)
  let windows: readonly Window[] = buckets.map((bucket) => ({ bucket, open: -Infinity, used: 0 }))
  let since = 0
  for (let now = 0; ; ) {
    writing = writtenBy(writing, trace, now)
    const budgets = windows.map((window) => budgetOf(window, now))
    const decisions = budgets.map((budget, n) => {
      const elsewhere = budgets
        .filter((_, other) => other !== n)
        .map((other) => ({ budget: other, growing: 1 }))
      return policy(now, budget, [{ ...contenderOf(writing, trace, since), elsewhere }])
    })
    const effective = decisions.findIndex(({ type }) => type === 'go')
    if (effective === -1) {
      const next = trace.deltas[writing.next]?.at ?? Infinity
      const until = Math.min(...decisions.map((one) => (one.type === 'wait' ? one.until : Infinity)))
      now = Math.min(next, Math.max(until, now + 0.01))
      if (now === Infinity) break
      continue
    }
    edits.push(now)
    const departure = now
    windows = windows.map((window, n) => (n === effective ? spent(window, departure) : window))
    writing = { ...writing, seen: writing.seen + writing.unseen, unseen: 0, arrivals: 0 }
    now += roundTrip
    since = departure
  }
  return { edits, ...lagOf(arrivalsOf(trace), edits, roundTrip / 2, end(trace)) }
}

/** The window of a bucket that was opened last, and how many of its edits are used. */
type Window = { readonly bucket: Bucket; readonly open: number; readonly used: number }

const isOpen = ({ bucket, open }: Window, now: number): boolean => now < open + bucket.window

const budgetOf = (window: Window, now: number): Budget =>
  isOpen(window, now)
    ? {
        ...window.bucket,
        left: window.bucket.limit - window.used,
        reopens: window.open + window.bucket.window,
      }
    : { ...window.bucket, left: window.bucket.limit, reopens: now }

const spent = (window: Window, now: number): Window =>
  isOpen(window, now) ? { ...window, used: window.used + 1 } : { ...window, open: now, used: 1 }

/** The mean lag of a word and the lateness of the last one, when each edit is visible `delay` after it left. */
export const lagOf = (
  arrivals: readonly Arrival[],
  edits: readonly number[],
  delay: number,
  ended: number,
): Pick<Schedule, 'meanLag' | 'final'> => {
  let [lag, strings, edit] = [0, 0, 0]
  for (const arrival of arrivals) {
    while ((edits[edit] ?? Infinity) < arrival.at) edit++
    lag += arrival.strings * ((edits[edit] ?? Infinity) + delay - arrival.at)
    strings += arrival.strings
  }
  return { meanLag: lag / strings, final: (edits.at(-1) ?? Infinity) + delay - ended }
}

type Writing = {
  readonly next: number
  readonly seen: number
  readonly unseen: number
  readonly arrivals: number
  readonly oldest: number
  readonly rhythm: Rhythm
}

const startOf = (_: Trace): Writing => ({
  next: 0,
  seen: 0,
  unseen: 0,
  arrivals: 0,
  oldest: 0,
  rhythm: noRhythm,
})

const writtenBy = (before: Writing, { deltas }: Trace, now: number): Writing => {
  let writing = before
  for (let delta = deltas[writing.next]; delta && delta.at <= now; delta = deltas[writing.next]) {
    const size = delta.text.length
    writing = {
      ...writing,
      next: writing.next + 1,
      unseen: writing.unseen + size,
      arrivals: writing.arrivals + size * delta.at,
      oldest: writing.unseen === 0 ? delta.at : writing.oldest,
      rhythm: heard(writing.rhythm, delta.at),
    }
  }
  return writing
}

const contenderOf = (writing: Writing, { deltas }: Trace, since: number): Omit<Contender, 'elsewhere'> => {
  const { next, seen, unseen, arrivals, oldest, rhythm } = writing
  const begun = deltas[0]?.at ?? 0
  const kind = next >= deltas.length ? 'final' : seen === 0 ? 'first' : 'growth'
  const what = unseen === 0 ? 'nothing' : kind
  return { change: { what, seen, unseen, arrivals, oldest, begun }, rhythm, since }
}
