import type { Budget, Contender, Share } from './contender.ts'
import type { PendingChange } from './gate.ts'
import { byUrgency, type Rank, rankOf } from './pace-rank.ts'
import { usualSilence } from './pace-rhythm.ts'

/** Whose turn it is, or until when nobody's is if nothing new happens. `idle`: nobody has anything to show. */
export type Decision =
  | { readonly type: 'go'; readonly index: number; readonly rank: Rank }
  | { readonly type: 'wait'; readonly until: number }
  | { readonly type: 'idle' }

/** The few numbers of the policy, found by simulation against the clairvoyant optimum (`npm run bench`). */
export type Policy = {
  /**
   * A reply is expected to go on for this many milliseconds, or for `perAge` of the time that it has gone on if that is
   * longer: most replies are short, and what is old already grows older.
   */
  readonly lasts: number
  readonly perAge: number
  /** Over which part of what is left of a window its edits are spread; the last one is held back anyway. */
  readonly spread: number
  /** Which part of an even gap before the reopening the last edit is let go, since it would be of no use after it. */
  readonly release: number
  /** After how many usual silences without a piece the writer is thought to pause. */
  readonly pause: number
  /** After how many gaps within a packet the packet is thought to be over. */
  readonly packet: number
}

export const policy: Policy = {
  lasts: 3_000,
  perAge: 2,
  spread: 0.8,
  release: 0.15,
  pause: 2.2,
  packet: 3,
}

/** The pacing, whole: whose change leaves now, or when to ask again. Pure. */
export const decide = (
  now: number,
  budget: Budget,
  contenders: readonly Contender[],
  numbers: Policy = policy,
): Decision => {
  const growing = contenders.filter(({ change }) => change.what === 'growth').length
  const asking = contenders.flatMap((contender, index) => {
    const due = dueAt(now, { budget, growing }, contender, numbers)
    return due === Infinity ? [] : [{ index, due, rank: rankOf(now, budget, contender) }]
  })
  if (asking.length === 0) return { type: 'idle' }
  if (budget.left <= 0) return { type: 'wait', until: budget.reopens }
  const [next] = asking.filter(({ due }) => due <= now).sort((a, b) => byUrgency(a.rank, b.rank))
  if (next) return { type: 'go', index: next.index, rank: next.rank }
  return { type: 'wait', until: Math.min(...asking.map(({ due }) => due)) }
}

/** When this change should leave if nothing else arrives and nobody else asks. */
const dueAt = (now: number, here: Share, contender: Contender, numbers: Policy): number => {
  switch (contender.change.what) {
    case 'first':
    case 'final':
      return now
    case 'growth':
      return growthDue(now, [here, ...contender.elsewhere], contender, numbers) + deference(here, contender)
    case 'status':
      return statusDue(here.budget, contender)
    case 'nothing':
      return Infinity
  }
}

/**
 * Waiting a moment longer costs that moment for all that is unseen, and spares what arrives in it the wait for the edit
 * after this one. So an edit goes once what is unseen is as much as will arrive until the next edit could go. Within a
 * packet of pieces more arrives, so it waits for the packet's end; when the writer pauses, less and less is expected, and
 * it goes sooner.
 */
const growthDue = (
  now: number,
  shares: readonly Share[],
  { change, rhythm }: Contender,
  numbers: Policy,
): number => {
  const ahead = rateOf(now, change) * gapAfter(now, shares, now - change.begun, numbers)
  const { newest, gap, short } = rhythm
  if (change.unseen >= (ahead * gap) / short) return now
  if (change.unseen >= ahead) return newest + numbers.packet * short
  const paused = newest + numbers.pause * usualSilence(rhythm) * (ahead / Math.max(1, change.unseen))
  return Math.min(paused, released(now, shares, numbers))
}

/** Of several buckets the fullest goes first: so many milliseconds later the others go if it could not. */
const deference = ({ budget }: Share, { elsewhere }: Contender): number =>
  elsewhere.some((other) => fullness(other.budget) > fullness(budget)) ? 2 : 0

const fullness = (budget: Budget): number => expectedIn(budget) / budget.limit

const expectedIn = ({ left, expected = left }: Budget): number => expected

/** UTF-16 code units a millisecond over the whole reply so far; a little sceptical while it is very young. */
const rateOf = (now: number, { seen, unseen, begun }: PendingChange): number =>
  (seen + unseen) / (now - begun + 100)

/**
 * How long the edit after this one will be away. The edits that are left in all buckets are spread over what the reply may
 * still last. The very last is held back for the reply's end: after it there is nothing until a window reopens.
 */
const gapAfter = (now: number, shares: readonly Share[], age: number, numbers: Policy): number => {
  if (leftIn(shares) < 2)
    return Math.min(...shares.map(({ budget, growing }) => untilFull(now, budget) * growing))
  const lasts = Math.max(numbers.lasts, numbers.perAge * age)
  const rates = shares.map(
    ({ budget, growing }) =>
      expectedIn(budget) / (Math.min(untilFull(now, budget) * numbers.spread, lasts) * growing),
  )
  return 1 / sum(rates)
}

/** How long, in ms, until a window offers all its edits again. */
export const untilFull = (now: number, { window, reopens }: Budget): number =>
  reopens > now ? reopens - now : window

const leftIn = (shares: readonly Share[]): number => sum(shares.map(({ budget }) => expectedIn(budget)))

/** From when on the very last edit is no longer held back for the reply's end: shortly before a window reopens. */
const released = (now: number, shares: readonly Share[], numbers: Policy): number =>
  leftIn(shares) >= 2
    ? Infinity
    : Math.min(
        ...shares.map(({ budget: { reopens, window, limit } }) =>
          reopens > now ? reopens - (numbers.release * window) / limit : Infinity,
        ),
      )

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** A line of status never takes what first words would need: it goes from the fuller half, at twice the even gap. */
const statusDue = (budget: Budget, { since }: Contender): number =>
  budget.left > budget.limit / 2 ? since + (2 * budget.window) / budget.limit : budget.reopens
