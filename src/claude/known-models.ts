import type { Clock } from '../clock.ts'
import type { Claude, KnownModels, Model } from '../conversation/claude.ts'

/** How long, in ms, the list is good: new models come a few times a year. */
const life = 10 * 60_000

/** Asks the models endpoint at most once in ten minutes, however often the list is wanted. */
export const createKnownModels = (
  claude: Pick<Claude, 'models'>,
  clock: Clock,
  signal: AbortSignal,
): KnownModels => {
  let known: readonly Model[] = []
  let askedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined

  const ask = async (): Promise<void> => {
    try {
      known = await claude.models(signal)
      askedAt = clock.elapsed()
    } catch {
      // Whatever is wrong will be said by the question itself; an old list is better than none.
    } finally {
      asking = undefined
    }
  }

  return async () => {
    if (clock.elapsed() - askedAt > life) {
      asking ??= ask()
      await asking
    }
    return known
  }
}
