import type { Clock } from '../../clock.ts'
import type { Answer } from './answer.ts'
import type { Asked } from './asked.ts'
import type { SandboxModel } from './models.ts'
import type { PromptCache } from './prompt-cache.ts'
import type { RateLimits } from './rate-limits.ts'
import type { RequestLog } from './request-log.ts'

/** What all requests of one sandbox share. */
export type World = {
  readonly clock: Clock
  readonly speed: () => number
  readonly accepts: (key: string) => boolean
  readonly models: readonly SandboxModel[]
  readonly cache: PromptCache
  readonly limits: RateLimits
  readonly log: RequestLog
  readonly random: () => number
  readonly newId: (prefix: string) => string
  /** What is done with the next request. */
  readonly choose: (asked: Asked) => Answer
  /** Called with what stops a running stream; gives what forgets it. */
  readonly running: (stop: () => void) => () => void
}
