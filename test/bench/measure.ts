import { type Delta, wordsIn } from './traces.ts'
import type { Sight, Watched } from './watch.ts'

/** What one stream's showing came to; times in milliseconds. */
export type Measured = {
  readonly mean: number
  readonly p95: number
  /** From the first delta until the first text was visible. */
  readonly first: number
  /** From the end of the stream until its last text was visible. */
  readonly final: number
  readonly edits: number
  readonly refusals: number
  /** Edits after which nothing new could be read. */
  readonly idle: number
  /** Edits that showed less than was already shown. */
  readonly stale: number
  /** Words that nobody ever saw; their lag is counted until the watching ended. */
  readonly lost: number
  /** What the last edit had to wait for when the stream ended. */
  readonly ending: 'free' | 'in-flight' | 'dry'
  /** Words visible over time, from the start of the stream. */
  readonly shown: readonly (readonly [at: number, strings: number])[]
}

/** Measures a stream by when its deltas really came and what could be read at each moment. */
export const measure = (
  came: readonly Delta[],
  { sights, refusals }: Watched,
  stoppedAt: number,
): Measured => {
  const lags = lagsOf(came, sights, stoppedAt)
  const [begun, ended] = [came[0]?.at ?? 0, came.at(-1)?.at ?? 0]
  const total = lags.length
  const whole = sights.find(({ strings }) => strings >= total)
  const best = runningBest(sights)
  return {
    mean: lags.reduce((sum, lag) => sum + lag, 0) / total,
    p95: [...lags].sort((a, b) => a - b)[Math.floor(total * 0.95)] ?? Number.NaN,
    first: (sights.find(({ letters }) => letters > 0)?.at ?? stoppedAt) - begun,
    final: (whole?.at ?? stoppedAt) - ended,
    edits: sights.length,
    refusals,
    idle: sights.filter((sight, n) => n > 0 && sight.letters === best[n - 1] && !sight.hasFooter).length,
    stale: sights.filter((sight, n) => n > 0 && sight.letters < (best[n - 1] ?? 0)).length,
    lost: total - Math.max(0, ...sights.map(({ strings }) => strings)),
    ending: endingOf(sights, ended),
    shown: sights.map(({ at, strings }) => [at - begun, strings]),
  }
}

const runningBest = (sights: readonly Sight[]): readonly number[] => {
  let best = 0
  return sights.map(({ letters }) => {
    best = Math.max(best, letters)
    return best
  })
}

const lagsOf = (came: readonly Delta[], sights: readonly Sight[], stoppedAt: number): readonly number[] => {
  const lags: number[] = []
  let text = ''
  let sight = 0
  for (const delta of came) {
    text += delta.text
    while (lags.length < wordsIn(text)) {
      while (sight < sights.length && (sights[sight]?.strings ?? 0) <= lags.length) sight++
      lags.push((sights[sight]?.at ?? stoppedAt) - delta.at)
    }
  }
  return lags
}

const endingOf = (sights: readonly Sight[], ended: number): Measured['ending'] => {
  const before = sights.filter(({ sentAt }) => sentAt <= ended)
  const last = before.at(-1)
  if (!last) return 'free'
  const roundTrip = last.at - last.sentAt
  if (ended < last.at + roundTrip) return 'in-flight'
  const buckets = Map.groupBy(
    before.filter(({ bucket }) => bucket !== undefined),
    ({ bucket }) => bucket,
  )
  const isDry = [...buckets.values()].every((edits) => {
    const latest = edits.at(-1)
    return latest?.remaining === 0 && latest.at + latest.resetAfter > ended + roundTrip
  })
  return isDry ? 'dry' : 'free'
}
