/** How fast a model writes. */
export type Pace = {
  /** Milliseconds to `message_start`. */
  readonly firstMs: number
  readonly tokensPerSecond: number
  /** The most code points in one delta; the least is a third of it. */
  readonly deltaLength: number
}

const paces: readonly (readonly [RegExp, Pace])[] = [
  [/haiku/, { firstMs: 350, tokensPerSecond: 180, deltaLength: 30 }],
  [/sonnet/, { firstMs: 600, tokensPerSecond: 85, deltaLength: 24 }],
  [/opus/, { firstMs: 1_000, tokensPerSecond: 60, deltaLength: 20 }],
]

/** A pace like that of the real model, by its line. */
export const paceOf = (model: string): Pace =>
  paces.find(([line]) => line.test(model))?.[1] ?? { firstMs: 1_400, tokensPerSecond: 45, deltaLength: 18 }
