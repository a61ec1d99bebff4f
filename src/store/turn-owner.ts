import { type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'
import type { TurnOwner } from './store-context.ts'

/** The columns of a turn that say who answers it. */
export const ownerColumns = (owner: TurnOwner | undefined) => ({
  process_id: owner?.unitId ?? null,
  shard: owner?.shard ?? null,
})

/** What is to be finished of a turn, as an expression. */
export const isUnfinished = sql`(state in ('waiting', 'writing') or displayed = 0)`

/** Whether the process that a row belongs to is a member, as an expression. */
export const hasLivingOwner = sql`exists (select from bot_process where bot_process.id = split_part(process_id, ':', 1))`

/**
 * Makes the unfinished turns of a shard that no living process answers this process's own, within a write, and gives their
 * ids. PostgreSQL alone knows of processes.
 */
export const claimUnfinished = async (
  db: Kysely<Schema>,
  { unitId, shard }: TurnOwner,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ readonly id: string }>`
    update turn set process_id = ${unitId}, shard = ${shard}
    where ${isUnfinished}
      and coalesce(shard, 0) % (select max(shard_count) from shard_lease) = ${shard}
      and (process_id is null or not ${hasLivingOwner})
    returning id`.execute(db)
  return rows.map(({ id }) => id)
}

/** Gives up the unfinished turns of an owner, for whoever has the shard. */
export const leaveUnfinished = async (db: Kysely<Schema>, { unitId }: TurnOwner): Promise<void> => {
  await sql`update turn set process_id = null where ${isUnfinished} and process_id = ${unitId}`.execute(db)
}
