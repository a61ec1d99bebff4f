/** How evenly a reply arrives. */
export type Rhythm = {
  /** When the last piece arrived. */
  readonly newest: number
  /** Recent means of the gaps between pieces, of their squares, and of the gaps within a packet of pieces. */
  readonly gap: number
  readonly square: number
  readonly short: number
}

/** Before the second piece: pieces of a reply are some 50 ms apart. */
export const noRhythm: Rhythm = { newest: -Infinity, gap: 50, square: 2_500, short: 50 }

/** How much one more gap tells. */
const weight = 0.1

/** The rhythm after one more piece. */
export const heard = ({ newest, gap, square, short }: Rhythm, now: number): Rhythm => {
  if (newest === -Infinity) return { newest: now, gap, square, short }
  const since = now - newest
  const towards = (mean: number, value: number) => mean + weight * (value - mean)
  return {
    newest: now,
    gap: towards(gap, since),
    square: towards(square, since ** 2),
    short: towards(short, Math.min(since, 2 * short)),
  }
}

/**
 * The usual length, in milliseconds, of the silence that one finds oneself in: long pauses count by their length, so
 * that pieces which come in packets are not taken for a writer who has stopped.
 */
export const usualSilence = ({ gap, square }: Rhythm): number => square / Math.max(1, gap)
