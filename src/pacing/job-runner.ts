import Bottleneck from 'bottleneck/light.js'

/** Runs jobs one after another. */
export type Limiter = { readonly schedule: (job: () => Promise<void>) => Promise<void> }

/**
 * Bottleneck as a plain queue: its queue lengths, reservoirs and groups each fail in 2.19. The light build has native
 * promises, so a job costs a fifth of what it costs in the full build.
 */
export const oneAtATime = (): Limiter => new Bottleneck({ maxConcurrent: 1 })

export type JobRunner = {
  /** Starts the job at once, or after the one that is running. */
  readonly run: (job: () => Promise<void>) => void
  /** Ends the job that is started ahead. What was run before still runs, and a later `run` works. */
  readonly close: () => void
}

/**
 * Runs jobs through a limiter without its start-up time: one job is always started ahead and waits for its work. Without
 * it, Bottleneck's own timers would delay every edit by a few milliseconds.
 */
export const createJobRunner = (limiter: Limiter): JobRunner => {
  const queued: Job[] = []
  let begin: ((job: Job) => void) | undefined
  let isClosed = false
  const next = async (): Promise<Job> =>
    queued.shift() ?? (isClosed ? nothing : new Promise<Job>((resolve) => (begin = resolve)))
  const startAhead = async (): Promise<void> => {
    const job = await next()
    if (!isClosed) void limiter.schedule(startAhead)
    await job()
  }
  void limiter.schedule(startAhead)
  return {
    run: (job) => {
      const start = begin
      begin = undefined
      if (start) start(job)
      else if (isClosed) void limiter.schedule(job)
      else queued.push(job)
    },
    close: () => {
      isClosed = true
      begin?.(nothing)
      begin = undefined
      for (const job of queued.splice(0)) void limiter.schedule(job)
    },
  }
}

type Job = () => Promise<void>

const nothing: Job = async () => {}
