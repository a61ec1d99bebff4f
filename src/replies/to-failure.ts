import type { Failure } from '../conversation/failure.ts'
import { StoreFailed } from '../conversation/store-failed.ts'
import { failureOf } from '../display/draft.ts'

/** Converts an error to a failure, database errors included. */
export const toFailure = (error: unknown): Failure =>
  error instanceof StoreFailed ? { kind: 'not-stored' } : failureOf(error)
