/** What Claude wrote and when: `at` in milliseconds from the start of the stream, `text` in that delta. */
export type Delta = { readonly at: number; readonly text: string }

/** One reply as a recording: its kind, which of its siblings it is, and every delta. */
export type Trace = { readonly kind: Kind; readonly seed: number; readonly deltas: readonly Delta[] }

/** The seven kinds of writing that are measured, from what streams of the Messages API look like. */
export const kinds = ['one-line', 'short', 'medium', 'long', 'slow', 'bursty', 'stalling'] as const

export type Kind = (typeof kinds)[number]

/**
 * How finely the text comes. `token`: one token a delta, some 70 a second, as the Messages API writes most of the time;
 * even spacing then comes to what the project's first measurements had, which its targets are set against.
 * `packet`: a few tokens at once with silence between, as behind proxies and under load; harder, for any schedule. A
 * single line comes by the packet in both cases: three or four deltas.
 */
export type Grain = 'token' | 'packet'

type Random = () => number

/** A trace of this kind; the same seed gives the same trace. */
export const trace = (kind: Kind, seed: number, grain: Grain = 'token'): Trace => {
  const random = seeded(seed * 7919 + kinds.indexOf(kind) * 104_729 + 1)
  return { kind, seed, deltas: strings(arrivals(kind, grain, random)) }
}

/** How many words are complete, and since when: one entry for each delta that completes any. */
export const arrivalsOf = ({ deltas }: Trace): readonly Arrival[] => {
  let before = ''
  return deltas.flatMap(({ at, text }) => {
    const strings = wordsIn(before + text) - wordsIn(before)
    before += text
    return strings > 0 ? [{ at, strings }] : []
  })
}

export type Arrival = { readonly at: number; readonly strings: number }

/** How many words of a trace can be read in a text that shows its beginning, or a later page of it. */
export const wordsIn = (text: string): number => {
  const last = [...text.matchAll(/w(\d{4})/g)].at(-1)?.[1]
  return last === undefined ? 0 : Number(last) + 1
}

/** How many letters of a trace can be read in a text that shows its beginning, or a later page of it. */
export const lettersIn = (text: string): number => {
  const half = /(?:^|\s)(w\d{0,3})(?:▌|\s|$)/.exec(text)?.[1] ?? ''
  return wordsIn(text) * wordLength + half.length
}

/** A word is `w`, four digits and a space, so that what is on a screen tells which words are. */
const wordLength = 6

/** When the stream ends: with its last delta. */
export const end = ({ deltas }: Trace): number => deltas.at(-1)?.at ?? 0

/** Milliseconds between deltas, and their code points. */
const steps = {
  token: { usual: { gap: 18, size: 5 }, slow: { gap: 60, size: 4 } },
  packet: { usual: { gap: 50, size: 13 }, slow: { gap: 120, size: 8 } },
} as const

const arrivals = (kind: Kind, grain: Grain, random: Random): readonly (readonly [number, number])[] => {
  const about = (middle: number) => middle * (0.8 + 0.4 * random())
  const { usual, slow } = steps[grain]
  switch (kind) {
    case 'one-line':
      return steady(about(120), steps.packet.usual, random)
    case 'short':
      return steady(about(2_000), usual, random)
    case 'medium':
      return steady(about(8_000), usual, random)
    case 'long':
      return steady(about(25_000), usual, random)
    case 'slow':
      return steady(about(12_000), slow, random)
    case 'bursty':
      return grain === 'token'
        ? pieces(about(10_000), () => [0, about(100)], { gap: 10, size: 26 }, random)
        : pieces(about(10_000), () => [about(80), about(600)], { gap: 10, size: 16 }, random)
    case 'stalling':
      return pieces(about(12_000), () => [about(3_500), about(2_500)], usual, random)
  }
}

type Step = { readonly gap: number; readonly size: number }

/** Deltas of about `size` code points about every `gap` ms, for `duration` ms. */
const steady = (duration: number, { gap, size }: Step, random: Random) => {
  const found: [number, number][] = []
  for (let at = 0; at <= duration; at += gap * -Math.log(1 - random() * 0.98) * 0.6 + gap * 0.4)
    found.push([at, Math.max(1, Math.round(size * (0.3 + 1.4 * random())))])
  return found
}

/** Runs of writing with silence between them; each pair is how long to write and how long to be silent. */
const pieces = (duration: number, next: () => readonly [number, number], step: Step, random: Random) => {
  const found: [number, number][] = []
  for (let at = 0; at < duration; ) {
    const [writing, silent] = next()
    for (const [offset, count] of steady(writing, step, random)) found.push([at + offset, count])
    at += writing + silent
  }
  return found
}

/** Numbered words, cut into pieces of the sizes that were drawn; the last one completes its word. */
const strings = (sizes: readonly (readonly [at: number, size: number])[]): readonly Delta[] => {
  let from = 0
  return sizes.map(([at, size], index) => {
    const to =
      index === sizes.length - 1 ? Math.ceil((from + size) / wordLength) * wordLength - 1 : from + size
    const text = Array.from({ length: to - from }, (_, offset) => letter(from + offset)).join('')
    from = to
    return { at: Math.round(at), text }
  })
}

const letter = (position: number): string =>
  `w${String(Math.floor(position / wordLength)).padStart(4, '0')} `.charAt(position % wordLength)

/** Mulberry32: small, seeded, good enough to draw traces. */
const seeded = (seed: number): Random => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
