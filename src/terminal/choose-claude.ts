import type { Clock } from '../clock.ts'
import { startClaude } from '../sandbox/claude/start-claude.ts'
import type { Trace } from '../sandbox/claude/trace.ts'

/** The Claude to talk to. */
export type ClaudeSource = {
  readonly apiKey: string
  readonly baseURL: string
  readonly isScripted: boolean
  readonly close: () => Promise<void>
}

type Environment = Readonly<Record<string, string | undefined>>

/** Starts the scripted Claude in this process. It replays `trace` if given. */
export const scriptedClaude = async (clock: Clock, trace?: Trace, speed = 1): Promise<ClaudeSource> => {
  const claude = await startClaude({
    clock,
    speed,
    ...(trace === undefined ? {} : { answer: () => ({ type: 'trace', trace }) }),
  })
  return { apiKey: 'sandbox', baseURL: claude.url, isScripted: true, close: claude.close }
}

/** Chooses the real Claude if ANTHROPIC_API_KEY is set, else a scripted one; `say` tells which. */
export const chooseClaude = async (
  environment: Environment,
  clock: Clock,
  say: (text: string) => void,
): Promise<ClaudeSource> => {
  const { ANTHROPIC_API_KEY: apiKey, ANTHROPIC_BASE_URL: baseURL } = environment
  if (apiKey)
    return {
      apiKey,
      baseURL: baseURL || 'https://api.anthropic.com',
      isScripted: false,
      close: async () => {},
    }
  say('ANTHROPIC_API_KEY is not set: a scripted Claude on this machine answers.')
  return scriptedClaude(clock)
}
