import type { Clock } from '../../clock.ts'
import type { Answer, ApiError } from './answer.ts'
import type { SandboxModel } from './models.ts'
import type { Outcome } from './outcome.ts'
import type { Prompt } from './prompt.ts'
import type { PromptCache } from './prompt-cache.ts'
import type { RateLimits } from './rate-limits.ts'
import type { RequestLog } from './request-log.ts'

/** The state that all requests of a sandbox share. */
export type World = {
  readonly clock: Clock
  readonly speed: () => number
  readonly accepts: (key: string) => boolean
  readonly models: readonly SandboxModel[]
  /** What `GET /v1/models` does instead of listing them, if anything. */
  readonly modelsFault: () => Outcome | undefined
  readonly cache: PromptCache
  /** The blocks that were refused with 400, each with its refusal; undefined where that is not remembered. */
  readonly refusals: Map<string, ApiError> | undefined
  readonly limits: RateLimits
  readonly log: RequestLog
  readonly random: () => number
  readonly newId: (prefix: string) => string
  /** What is done with the next request. */
  readonly choose: (asked: Prompt) => Answer
  /** Called with what stops a running stream; gives what forgets it. */
  readonly running: (stop: () => void) => () => void
}
