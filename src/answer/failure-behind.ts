import { StoreFailed } from '../conversation/store-failed.ts'
import { failureOf } from '../reply/draft.ts'
import type { Failure } from '../reply/failure.ts'

/** The failure behind whatever was thrown while answering, the database's among them. */
export const failureBehind = (error: unknown): Failure =>
  error instanceof StoreFailed ? { kind: 'not-stored' } : failureOf(error)
