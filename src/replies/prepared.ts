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
  /** It was left before the summary was there, and has used so much. */
  readonly left: (spent: Pick<OlderTurns, 'model' | 'usage'>) => Promise<void>
}

/** A request that is ready to be sent. */
export type Prepared = { readonly request: ClaudeRequest; readonly older?: OlderTurns }
