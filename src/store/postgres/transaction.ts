import { type Kysely, sql } from 'kysely'
import type { Clock } from '../../clock.ts'
import { StoreFailed } from '../../conversation/store-failed.ts'
import { delay } from '../../delay.ts'
import type { Schema } from '../schema.ts'
import type { WriteOptions } from '../writes.ts'
import { isMember, lockStatements, memberLock } from './locks.ts'

/** How long, in ms, a commit may stay unanswered before its write fails without anybody knowing whether it happened. */
const longestDoubt = 120_000
/** Between two questions for the fate of a commit, in ms. */
const askAgain = 250

/** What the transactions of a database have in common. */
export type TransactionContext = {
  readonly db: Kysely<Schema>
  readonly clock: Clock
  /** What messages call the database. */
  readonly name: string
  /** Whose writes these are, where others may end its membership: then nothing of it is committed any more. */
  readonly processId: string | undefined
}

/** Begins the transaction, takes its locks and gives its id, in one round trip. */
const begin = async (
  db: Kysely<Schema>,
  { outlasting, within }: WriteOptions,
  { processId, name }: TransactionContext,
): Promise<string> => {
  const statements = [
    'begin',
    ...(outlasting === 'kill' ? ['set local synchronous_commit = off'] : []),
    // Before the others: a process that waits for a place must not keep those waiting who would end its membership.
    ...(processId === undefined ? [] : [`select ${memberLock(processId)}`]),
    ...lockStatements(within),
    `select pg_current_xact_id()::text as id, ${processId === undefined ? 'true' : isMember(processId)} as member`,
  ]
  const { rows } = await sql
    .raw<{ readonly id: string; readonly member: boolean }>(statements.join('; '))
    .execute(db)
  if (rows[0]?.member === true) return rows[0].id
  await sql`rollback`.execute(db)
  throw new StoreFailed(
    'in-use',
    `Other processes have taken over from this one, which did not reach ${name} in time.`,
  )
}

/**
 * Whether a transaction whose COMMIT got no answer was committed: asked on another connection, for as long as the server is
 * away or still works on it. Throws `lost` if that takes too long.
 */
const wasCommitted = async (
  db: Kysely<Schema>,
  id: string,
  lost: unknown,
  clock: Clock,
): Promise<boolean> => {
  const since = clock.elapsed()
  while (clock.elapsed() - since < longestDoubt) {
    const status = await statusOf(db, id)
    if (status === 'committed') return true
    if (status === 'aborted') return false
    await delay(askAgain, { clock })
  }
  throw lost
}

const statusOf = async (db: Kysely<Schema>, id: string): Promise<string | null> => {
  try {
    const { rows } = await sql<{ readonly status: string | null }>`
      select pg_xact_status(${id}::xid8) as status`.execute(db)
    return rows[0]?.status ?? 'aborted'
  } catch (error) {
    if (error instanceof StoreFailed) return null
    throw error
  }
}

/** A write that never came to its COMMIT: nothing has happened. */
type Broken = { readonly error: unknown }

/**
 * Runs `act` in a transaction of its own. Resolves only if it is known to be committed, rejects only if it is known not to be,
 * also where the connection breaks during the COMMIT (but see `longestDoubt`).
 */
export const inTransaction = async <T>(
  context: TransactionContext,
  act: (db: Kysely<Schema>) => Promise<T>,
  options: WriteOptions,
): Promise<T> => {
  const { db, clock } = context
  const ended = await db.connection().execute(async (connection) => {
    const id = await begin(connection, options, context)
    const done = await act(connection).then(
      (value) => ({ value }),
      (error: unknown): Broken => ({ error }),
    )
    if ('error' in done) {
      await sql`rollback`.execute(connection).catch(() => undefined)
      throw done.error
    }
    const lost = await sql`commit`.execute(connection).then(
      () => undefined,
      (error: unknown): Broken => ({ error }),
    )
    return { ...done, id, lost }
  })
  if (ended.lost === undefined) return ended.value
  if (!(ended.lost.error instanceof StoreFailed)) throw ended.lost.error
  if (await wasCommitted(db, ended.id, ended.lost.error, clock)) return ended.value
  throw ended.lost.error
}
