import type { Clock } from '../../src/clock.ts'
import { createPacing } from '../../src/discord/rest/pacing.ts'
import type { Measured } from './measure.ts'
import type { Bucket } from './optimum.ts'
import { openStage, type Stage } from './stage.ts'
import { dropping } from './strategies/dropping.ts'
import { everyDelta } from './strategies/every-delta.ts'
import { fixed } from './strategies/fixed.ts'
import { llmStream } from './strategies/llm-stream.ts'
import type { Strategy } from './strategies/strategy.ts'
import { tendril } from './strategies/tendril.ts'
import { type Kind, kinds, type Trace, trace } from './traces.ts'

/** How one strategy showed one trace. */
export type Showing = { readonly strategy: string; readonly trace: Trace; readonly measured: Measured }

export type Contest = {
  readonly bucket: Bucket
  readonly latency: number
  readonly seeds: readonly number[]
  readonly withPeers: boolean
}

/** Plays every kind by every strategy on one server: all strategies at once, one seed after another. */
export const contest = async (
  clock: Clock,
  { bucket, latency, seeds, withPeers }: Contest,
): Promise<readonly Showing[]> => {
  const showings: Showing[] = []
  const stage = await openStage(clock, bucket, latency, (seeds.length + 1) * kinds.length * 7)
  const all = await contestants(clock, stage, withPeers)
  // The first requests of a client make its connections; what is measured is a bot that has been running.
  await Promise.all(all.map((one) => stage.play(trace('one-line', 99), one.strategy, one.client)))
  for (const seed of seeds) {
    const plays = kinds.flatMap((kind, k) =>
      all.map(async ({ strategy, client }, n) => {
        await new Promise<void>((resolve) => clock.after(137 * k + 41 * n, resolve))
        const one = trace(kind, seed)
        showings.push({
          strategy: strategy.name,
          trace: one,
          measured: await stage.play(one, strategy, client),
        })
      }),
    )
    await Promise.all(plays)
  }
  await stage.close()
  return showings
}

/** The showings of one strategy and kind. */
export const of = (showings: readonly Showing[], strategy: string, kind: Kind): readonly Showing[] =>
  showings.filter((one) => one.strategy === strategy && one.trace.kind === kind)

const contestants = async (clock: Clock, stage: Stage, withPeers: boolean) => {
  const ours = await Promise.all(
    ([2, 1] as const).map(async (routes) => {
      const pacing = createPacing({ clock })
      return { strategy: tendril(clock, pacing, routes), client: await stage.client(pacing.rest) }
    }),
  )
  if (!withPeers) return ours
  const strategies: readonly Strategy[] = [
    everyDelta,
    fixed(1_000),
    fixed(1_500),
    dropping,
    await llmStream(),
  ]
  const peers = await Promise.all(
    strategies.map(async (strategy) => ({ strategy, client: await stage.client() })),
  )
  return [...ours, ...peers]
}
