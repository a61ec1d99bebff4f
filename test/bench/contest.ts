import type { Clock } from '../../src/clock.ts'
import { createPacing } from '../../src/discord/rest/pacing.ts'
import type { Measured } from './measure.ts'
import type { Bucket } from './optimum.ts'
import { openStage, type Stage } from './stage.ts'
import { type Kind, kinds, type Trace, trace } from './traces.ts'
import { dropping } from './ways/dropping.ts'
import { everyDelta } from './ways/every-delta.ts'
import { fixed } from './ways/fixed.ts'
import { llmStream } from './ways/llm-stream.ts'
import { tendril } from './ways/tendril.ts'
import type { ShowingWay } from './ways/way.ts'

/** How one way showed one trace. */
export type Showing = { readonly way: string; readonly trace: Trace; readonly measured: Measured }

export type Contest = {
  readonly bucket: Bucket
  readonly latency: number
  readonly seeds: readonly number[]
  readonly withPeers: boolean
}

/** Plays every kind in every way on one server: all ways at once, one seed after another. */
export const contest = async (
  clock: Clock,
  { bucket, latency, seeds, withPeers }: Contest,
): Promise<readonly Showing[]> => {
  const showings: Showing[] = []
  const stage = await openStage(clock, bucket, latency, (seeds.length + 1) * kinds.length * 7)
  const all = await contestants(clock, stage, withPeers)
  // The first requests of a client make its connections; what is measured is a bot that has been running.
  await Promise.all(all.map((one) => stage.play(trace('one-line', 99), one.way, one.client)))
  for (const seed of seeds) {
    const plays = kinds.flatMap((kind, k) =>
      all.map(async ({ way, client }, n) => {
        await new Promise<void>((resolve) => clock.after(137 * k + 41 * n, resolve))
        const one = trace(kind, seed)
        showings.push({ way: way.name, trace: one, measured: await stage.play(one, way, client) })
      }),
    )
    await Promise.all(plays)
  }
  await stage.close()
  return showings
}

/** The showings of one way and kind. */
export const of = (showings: readonly Showing[], way: string, kind: Kind): readonly Showing[] =>
  showings.filter((one) => one.way === way && one.trace.kind === kind)

const contestants = async (clock: Clock, stage: Stage, withPeers: boolean) => {
  const ours = await Promise.all(
    ([2, 1] as const).map(async (routes) => {
      const pacing = createPacing({ clock })
      return { way: tendril(clock, pacing, routes), client: await stage.client(pacing.rest) }
    }),
  )
  if (!withPeers) return ours
  const ways: readonly ShowingWay[] = [everyDelta, fixed(1_000), fixed(1_500), dropping, await llmStream()]
  const peers = await Promise.all(ways.map(async (way) => ({ way, client: await stage.client() })))
  return [...ours, ...peers]
}
