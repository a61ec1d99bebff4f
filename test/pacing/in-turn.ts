import type { Limiter } from '../../src/pacing/job-runner.ts'

/** Bottleneck's promise in virtual time: one job after another. */
export const inTurn = (): Limiter => {
  let before: Promise<void> = Promise.resolve()
  return {
    schedule: (job) => {
      before = before.then(job)
      return before
    },
  }
}
