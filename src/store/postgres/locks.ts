import type { Scope } from '../writes.ts'

/** The key of the lock on everything: "tendr" in ASCII. Advisory locks are counted per database. */
const everything = 0x7465_6e64_72

/** A text as a literal; `standard_conforming_strings` is on wherever this runs. */
const literal = (text: string): string => `'${text.replaceAll("'", "''").replaceAll('\0', '')}'`

/** The lock of a process on being a member: its writes share it, and who ends its membership has it alone. */
export const memberLock = (processId: string): string =>
  `pg_advisory_xact_lock_shared(3, hashtext(${literal(processId)}))`
export const buryLock = (processId: string): string =>
  `pg_advisory_xact_lock(3, hashtext(${literal(processId)}))`

/** The lock on who has which shard. */
export const leaseLock = 'pg_advisory_xact_lock(4, 0)'

/** Whether a process is a member, as an expression. */
export const isMember = (processId: string): string =>
  `exists (select from bot_process where id = ${literal(processId)})`

/**
 * The statements that take the locks of a write until the end of its transaction. A write within a place shares the lock on
 * everything and has the place's for itself; a write without a scope has the lock on everything for itself. Two places
 * whose hashes are equal wait for each other, which is harmless.
 */
export const lockStatements = (within: Scope | undefined): readonly string[] => {
  if (within === undefined) return [`select pg_advisory_xact_lock(${everything})`]
  const shared = `select pg_advisory_xact_lock_shared(${everything})`
  if ('place' in within)
    return [shared, `select pg_advisory_xact_lock(1, hashtext(${literal(within.place)}))`]
  return [
    shared,
    `select pg_advisory_xact_lock(1, hashtext(place)) from conversation
      where id = (select conversation_id from turn where id = ${literal(within.turn)})`,
  ]
}
