import type { Rhythm } from './pace.ts'

/** Before the second piece: pieces of a reply are some 50 ms apart. */
export const noRhythm: Rhythm = { newest: -Infinity, gap: 50 }

/** The rhythm after one more piece; a single pause changes it little. Pieces in one network packet count as one. */
export const heard = ({ newest, gap }: Rhythm, now: number): Rhythm => {
  const since = now - newest
  if (newest === -Infinity) return { newest: now, gap }
  return { newest: now, gap: since < 1 ? gap : gap + 0.15 * (Math.min(since, 5 * gap) - gap) }
}
