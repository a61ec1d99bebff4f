import type { ClaudeRequest } from '../reply/claude.ts'
import type { Usage } from '../reply/usage.ts'

/** What was just done to older turns that no longer fit, and what that has used. */
export type OlderTurns = {
  readonly type: 'summarised' | 'left-out'
  readonly model: string
  readonly usage: Usage
}

/** A request that is ready to be sent. */
export type Prepared = { readonly request: ClaudeRequest; readonly older?: OlderTurns }
