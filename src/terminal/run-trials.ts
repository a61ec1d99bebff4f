import type { Clock } from '../clock.ts'
import type { ClaudeSource } from './choose-claude.ts'
import type { Runs } from './comparison.ts'
import { measureStream, measureWhole, mostWithoutStreaming, type Trial } from './measure.ts'

/**
 * Runs each trial `times` times with and without streaming, alternating, so that a slow minute of the network affects
 * both. Runs without streaming that the SDK would refuse are left out. `tell` is called before each run.
 */
export const runTrials = async (
  claude: ClaudeSource,
  trials: readonly Trial[],
  times: number,
  clock: Clock,
  signal: AbortSignal,
  tell: (what: string) => void,
): Promise<readonly Runs[]> => {
  const all = trials.map((trial): Runs => ({ trial, stream: [], whole: [] }))
  const ways = [
    { name: 'streaming', measure: measureStream, key: 'stream', most: Number.POSITIVE_INFINITY },
    { name: 'whole', measure: measureWhole, key: 'whole', most: mostWithoutStreaming },
  ] as const
  for (let time = 1; time <= times; time += 1) {
    for (const [index, { trial }] of all.entries()) {
      for (const { name, measure, key, most } of time % 2 === 1 ? ways : ways.toReversed()) {
        if (trial.maxTokens > most) continue
        tell(`run ${time} of ${times}: ${trial.model}, ${trial.maxTokens} tokens, ${name}`)
        const measured = await measure(claude, trial, clock, signal)
        const runs = all[index]
        if (runs !== undefined) all[index] = { ...runs, [key]: [...runs[key], measured] }
      }
    }
  }
  return all
}
