import type { Clock } from '../clock.ts'
import type { Claude, KnownModels, Model } from '../conversation/claude.ts'
import { Failed, type Failure } from '../conversation/failure.ts'
import type { Log } from '../log.ts'
import { backoff } from '../retry.ts'

/** How long, in ms, a list is used before it is fetched again: new models come a few times a year. */
const freshFor = 10 * 60_000

/** The pauses after failures, in ms. */
const afterFailure = { first: 30_000, longest: 10 * 60_000 }

/** How long, in ms, a request for the list may take. */
const requestLimit = 20_000

/** What fetching the list works with. */
export type ModelListOptions = {
  readonly claude: Pick<Claude, 'models'>
  readonly clock: Clock
  readonly log: Pick<Log, 'info' | 'warn'>
}

/** The models that the key may use, fetched in the background. */
export type ModelList = {
  /** Returns the known list at once, however old, and fetches a new one when it is time. */
  readonly known: KnownModels
  /** Resolves when the first request has ended: with undefined, or with why it failed. */
  readonly first: Promise<Failure | undefined>
  /** Aborts a request that is under way. */
  readonly stop: () => void
}

/**
 * Starts to fetch the list of models. Nobody ever waits for it: what needs a model does without until it is known. A failure is
 * remembered, so that the list is asked for again only after a growing pause, and logged once until the list works.
 *
 * @example
 * const list = createModelList({ claude, clock, log })
 * const models = await list.known()
 */
export const createModelList = ({ claude, clock, log }: ModelListOptions): ModelList => {
  const stopped = new AbortController()
  let known: readonly Model[] = []
  let failures = 0
  let nextAt = 0
  let isFetching = false

  const succeed = (models: readonly Model[]): void => {
    if (failures > 0) log.info({ models: models.length }, 'Claude lists its models again')
    known = models
    failures = 0
    nextAt = clock.elapsed() + freshFor
  }
  const failWith = (error: unknown): Failure => {
    const failure: Failure =
      error instanceof Failed ? error.failure : { kind: 'internal', detail: String(error) }
    failures += 1
    const pause = backoff(afterFailure, failures)
    nextAt = clock.elapsed() + pause
    if (failures === 1 && !stopped.signal.aborted)
      log.warn({ failure }, 'Claude does not list its models; the bot goes on without the list')
    return failure
  }
  const fetchList = async (): Promise<Failure | undefined> => {
    isFetching = true
    const late = new AbortController()
    const cancel = clock.after(requestLimit, () =>
      late.abort(new Failed({ kind: 'unreachable', detail: `no list for ${requestLimit / 1000} s` })),
    )
    try {
      succeed(await claude.models(AbortSignal.any([stopped.signal, late.signal])))
      return undefined
    } catch (error) {
      return failWith(error)
    } finally {
      cancel()
      isFetching = false
    }
  }

  return {
    first: fetchList(),
    known: async () => {
      if (!isFetching && clock.elapsed() >= nextAt && !stopped.signal.aborted) void fetchList()
      return known
    },
    stop: () => stopped.abort(new Failed({ kind: 'shutdown' })),
  }
}
