import type { ClaudeRequest } from '../conversation/claude.ts'
import type { Usage } from '../conversation/usage.ts'

/** What happened to older turns that no longer fit, and the usage of that. */
export type OlderTurns = {
  readonly type: 'summarised' | 'left-out'
  readonly model: string
  readonly usage: Usage
}

/** Callbacks during the preparation of a request. */
export type Preparing = {
  /** Claude is asked to summarise older turns. */
  readonly summarising: () => void
  /** Reserves what that can cost; gives the `max_tokens` that it may have. Throws `Failed` where it may not be asked. */
  readonly hold: (request: ClaudeRequest, inputTokens: number) => Promise<number>
  /** It has ended, well or not, and has used so much. */
  readonly used: (asked: Pick<OlderTurns, 'model' | 'usage'>) => Promise<void>
}

/** A request that is ready to be sent. */
export type Prepared = {
  readonly request: ClaudeRequest
  /** About how many tokens its input has, rather too many than too few. */
  readonly inputTokens: number
  readonly older?: OlderTurns
}
