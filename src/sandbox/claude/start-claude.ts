import { createServer } from 'node:http'
import type { Clock } from '../../clock.ts'
import type { Answer, ApiError, RawResponse } from './answer.ts'
import { sandboxModels } from './models.ts'
import { refused } from './outcome.ts'
import type { Prompt } from './prompt.ts'
import { promptCache } from './prompt-cache.ts'
import { type Limits, rateLimits, startTier } from './rate-limits.ts'
import { type LoggedRequest, type RequestEvent, requestLog } from './request-log.ts'
import { answerRequest } from './route.ts'
import { byScript } from './scripts/by-script.ts'
import { seededRandom } from './seeded-random.ts'
import type { World } from './world.ts'

/** How the sandbox's Claude is set up; all but the clock has a default. */
export type SandboxOptions = {
  readonly clock: Clock
  /** Default: any free one. */
  readonly port?: number
  /** How much faster than timed: 1 as the real one, Infinity without any waiting. */
  readonly speed?: number
  /** What is answered when no `next` was given. Default: the script that the prompt names. */
  readonly answer?: (asked: Prompt) => Answer
  /** Which keys are good. Default: any that is not empty. */
  readonly accepts?: (key: string) => boolean
  readonly limits?: Limits
  readonly seed?: number
  /** What `GET /v1/models` does instead of listing them, if anything. */
  readonly models?: ModelsFault
  /** Whether a question that was refused with 400 is refused again whenever it is sent again. Default false. */
  readonly remembersRefusals?: boolean
  /** How many requests are remembered. Default 200. */
  readonly keep?: number
}

/** How the list of models can fail while everything else works. */
export type ModelsFault =
  | ApiError
  | RawResponse
  | { readonly type: 'no-answer' }
  | { readonly type: 'hang-up' }

/** A Messages API on this machine, over real sockets. */
export type SandboxClaude = {
  /** To be used as `baseURL`. */
  readonly url: string
  /** The newest requests, oldest first. */
  readonly requests: () => readonly LoggedRequest[]
  /** Tells of each request, event and end; gives what ends the watching. */
  readonly watch: (listener: (happening: RequestEvent) => void) => () => void
  /** Answers the next requests with these, in order, before anything else is. */
  readonly next: (...answers: readonly (Answer | ((asked: Prompt) => Answer))[]) => void
  readonly setSpeed: (speed: number) => void
  /** Lets `GET /v1/models` alone fail from now on, or work again. */
  readonly setModels: (fault: ModelsFault | undefined) => void
  /** Ends running streams and closes all connections. */
  readonly close: () => Promise<void>
}

const listen = (server: ReturnType<typeof createServer>, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })

const counter = (): ((prefix: string) => string) => {
  let count = 0
  return (prefix) => {
    count += 1
    return `${prefix}_sandbox${String(count).padStart(6, '0')}`
  }
}

/** Starts Claude on 127.0.0.1. */
export const startClaude = async (options: SandboxOptions): Promise<SandboxClaude> => {
  const { clock, port = 0, answer = byScript, seed = 1, keep = 200 } = options
  const queue: (Answer | ((asked: Prompt) => Answer))[] = []
  const stops = new Set<() => void>()
  const log = requestLog(clock, keep)
  let speed = options.speed ?? 1
  let modelsFault = options.models
  const world: World = {
    clock,
    log,
    speed: () => speed,
    accepts: options.accepts ?? ((key) => key !== ''),
    models: sandboxModels,
    modelsFault: () => (modelsFault?.type === 'error' ? refused(modelsFault) : modelsFault),
    refusals: options.remembersRefusals ? new Map() : undefined,
    cache: promptCache(clock),
    limits: rateLimits(options.limits ?? startTier, clock),
    random: seededRandom(seed),
    newId: counter(),
    choose: (asked) => {
      const next = queue.shift() ?? answer
      return typeof next === 'function' ? next(asked) : next
    },
    running: (stop) => {
      stops.add(stop)
      return () => stops.delete(stop)
    },
  }
  const server = createServer((request, response) => {
    answerRequest(world, request, response).catch(() => response.destroy())
  })
  const address = await listen(server, port)
  return {
    url: `http://127.0.0.1:${address}`,
    requests: log.requests,
    watch: log.watch,
    next: (...answers) => void queue.push(...answers),
    setSpeed: (value) => {
      speed = value
    },
    setModels: (fault) => {
      modelsFault = fault
    },
    close: () =>
      new Promise((resolve) => {
        for (const stop of stops) stop()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
