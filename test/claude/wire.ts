import { connectClaude } from '../../src/claude/connect-claude.ts'
import type { RetryLog } from '../../src/claude/retry-busy.ts'
import { systemClock } from '../../src/clock.ts'
import type { Claude, ClaudeRequest } from '../../src/conversation/claude.ts'
import { Failed, type Failure } from '../../src/conversation/failure.ts'
import type { ReplyEvent } from '../../src/conversation/reply-event.ts'
import {
  type SandboxClaude,
  type SandboxOptions,
  startClaude,
} from '../../src/sandbox/claude/start-claude.ts'
import type { FakeClock } from '../world/fake-clock.ts'

/** A Claude and a client of it, over a real socket. */
export type Wire = {
  readonly server: SandboxClaude
  readonly claude: Claude
  readonly retries: readonly Parameters<RetryLog>[0][]
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export type WireOptions = Partial<SandboxOptions> & {
  readonly apiKey?: string
  readonly idleMs?: number
  readonly patienceMs?: number
}

/** Connects both on one clock; by default the machine's, with nothing waited for. */
export const connect = async (options: WireOptions = {}): Promise<Wire> => {
  const { clock = systemClock, apiKey = 'sk-ant-test', idleMs, patienceMs } = options
  const server = await startClaude({ speed: Number.POSITIVE_INFINITY, ...options, clock })
  const retries: Parameters<RetryLog>[0][] = []
  const claude = connectClaude({
    ...{ apiKey, baseURL: server.url, clock, random: () => 0, log: (retry) => retries.push(retry) },
    ...(idleMs === undefined ? {} : { idleMs }),
    ...(patienceMs === undefined ? {} : { patienceMs }),
  })
  return { server, claude, retries, [Symbol.asyncDispose]: server.close }
}

/** A question to Claude with a word or more changed. */
export const asking = (prompt: string, part: Partial<ClaudeRequest> = {}): ClaudeRequest => ({
  model: 'claude-sonnet-5-5',
  maxTokens: 50_000,
  system: 'Be kind.',
  messages: [{ role: 'user', parts: [{ type: 'text', text: prompt }] }],
  webSearch: false,
  showThinking: false,
  ...part,
})

/** What came of a reply. */
export type Heard = {
  readonly events: readonly ReplyEvent[]
  readonly text: string
  readonly failure: Failure | undefined
  /** What was thrown, if it was not `Failed`. */
  readonly thrown: unknown
}

/** Listens to a reply to its end, good or bad. */
export const hear = async (
  claude: Claude,
  request: ClaudeRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<Heard> => {
  const events: ReplyEvent[] = []
  let thrown: unknown
  try {
    for await (const event of claude.reply(request, signal)) events.push(event)
  } catch (error) {
    thrown = error
  }
  const text = events.flatMap((event) => (event.type === 'text-delta' ? [event.text] : [])).join('')
  const failure = thrown instanceof Failed ? thrown.failure : undefined
  return { events, text, failure, thrown: failure === undefined ? thrown : undefined }
}

/** Lets what is under way on real sockets arrive. */
export const untilTrue = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}

/** Lets time pass in steps, but only while a timer waits for it, until the promise is settled. */
export const passUntil = async <Value>(
  clock: FakeClock,
  step: number,
  promise: Promise<Value>,
): Promise<Value> => {
  let settled = false
  const done = (): void => {
    settled = true
  }
  promise.then(done, done)
  while (!settled) {
    for (let turn = 0; turn < 20 && !settled; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    await clock.pass(step)
  }
  return promise
}
