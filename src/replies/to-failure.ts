import type { Failure } from '../conversation/failure.ts'
import { StoreFailed } from '../conversation/store-failed.ts'
import { failureOf } from '../display/draft.ts'

/** The failure behind whatever was thrown while answering, the database's among them. */
export const toFailure = (error: unknown): Failure =>
  error instanceof StoreFailed ? { kind: 'not-stored' } : failureOf(error)
