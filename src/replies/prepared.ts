import type { ClaudeRequest } from '../conversation/claude.ts'
import type { Usage } from '../conversation/usage.ts'

/** What was just done to older turns that no longer fit, and what that has used. */
export type OlderTurns = {
  readonly type: 'summarised' | 'left-out'
  readonly model: string
  readonly usage: Usage
}

/** Told while a request is prepared. */
export type Preparing = {
  /** Claude is asked to summarise older turns. */
  readonly summarising: () => void
  /** It was left before the summary was there, and has used so much. */
  readonly left: (spent: Pick<OlderTurns, 'model' | 'usage'>) => Promise<void>
}

/** A request that is ready to be sent. */
export type Prepared = { readonly request: ClaudeRequest; readonly older?: OlderTurns }
