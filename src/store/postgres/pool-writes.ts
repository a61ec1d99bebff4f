import type { Kysely } from 'kysely'
import { StoreFailed } from '../../conversation/store-failed.ts'
import { delay } from '../../delay.ts'
import type { Schema } from '../schema.ts'
import type { Scope, WriteOptions, Writes } from '../writes.ts'
import { inTransaction, type TransactionContext } from './transaction.ts'

/** The most writes that run at once. The pool has a few connections more, for reads. */
const mostAtOnce = 8

/** Pauses, in ms, between attempts after a deadlock or a lock that was not had. */
const lockPauses = [20, 50, 100, 200, 400] as const

/** A connection that turns out to be dead within so many ms was dead before: the server was started anew. */
const deadBefore = 1_000

const laneOf = (within: Scope | undefined): string => {
  if (within === undefined) return 'everything'
  return 'place' in within ? `place ${within.place}` : `turn ${within.turn}`
}

const isOfKind = (error: unknown, kind: StoreFailed['kind']): boolean =>
  error instanceof StoreFailed && error.kind === kind

/** Carries out a write, again where that can help and nothing of it has happened. */
const attempt = async <T>(
  context: TransactionContext,
  act: (db: Kysely<Schema>) => Promise<T>,
  options: WriteOptions,
): Promise<T> => {
  const { clock } = context
  const begun = clock.elapsed()
  let lost = 0
  for (let tried = 0; ; tried += 1) {
    try {
      return await inTransaction(context, act, options)
    } catch (error) {
      const pause = isOfKind(error, 'locked') ? lockPauses[tried] : undefined
      const wasDead = isOfKind(error, 'unreachable') && clock.elapsed() - begun < deadBefore
      if (wasDead) lost += 1
      if (pause !== undefined) await delay(pause, { clock })
      else if (lost !== 1 || !wasDead) throw error
    }
  }
}

type Waiting = { readonly start: () => void; readonly reject: (error: unknown) => void }

/** The connections that writes may use at once. */
export type WriteSlots = { readonly run: <T>(act: () => Promise<T>) => Promise<T> }

/**
 * Lets so many writes run at once as the pool has connections for. Once the server cannot be reached, all that wait fail at
 * once, rather than each after a time-out of its own.
 */
export const createWriteSlots = (): WriteSlots => {
  const waiting: Waiting[] = []
  let running = 0
  const turn = (): Promise<void> =>
    new Promise((resolve, reject) => {
      if (running < mostAtOnce) {
        running += 1
        resolve()
      } else waiting.push({ start: resolve, reject })
    })
  const next = (error: unknown): void => {
    if (isOfKind(error, 'unreachable')) for (const { reject } of waiting.splice(0)) reject(error)
    const first = waiting.shift()
    if (first === undefined) running -= 1
    else first.start()
  }
  return {
    run: async (act) => {
      await turn()
      let failure: unknown
      try {
        return await act()
      } catch (error) {
        failure = error
        throw error
      } finally {
        next(failure)
      }
    },
  }
}

/**
 * The way to write to a database with many connections: each write is a transaction of its own, and the server lets those that
 * commit at the same time share one wait for the disk.
 */
export const poolWrites = (context: TransactionContext, slots: WriteSlots): Writes => {
  const lanes = new Map<string, Promise<unknown>>()
  const underWay = new Set<Promise<unknown>>()
  return {
    write: (act, options = {}) => {
      const lane = laneOf(options.within)
      const done = (lanes.get(lane) ?? Promise.resolve()).then(() =>
        slots.run(() => attempt(context, act, options)),
      )
      const over = done.then(
        () => undefined,
        () => undefined,
      )
      lanes.set(lane, over)
      underWay.add(over)
      void over.then(() => {
        underWay.delete(over)
        if (lanes.get(lane) === over) lanes.delete(lane)
      })
      return done
    },
    idle: async () => void (await Promise.all(underWay)),
  }
}
