import { type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'
import type { TurnOwner } from './store-context.ts'

/** The columns of a turn that say who answers it. */
export const ownerColumns = (owner: TurnOwner | undefined) => ({
  process_id: owner?.processId ?? null,
  shard: owner?.shard ?? null,
})

/**
 * Makes the unfinished turns of a shard that no living process answers this process's own, within a write, and gives their
 * ids. PostgreSQL alone knows of processes.
 */
export const claimUnfinished = async (
  db: Kysely<Schema>,
  { processId, shard }: TurnOwner,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ readonly id: string }>`
    update turn set process_id = ${processId}, shard = ${shard}
    where (state in ('waiting', 'writing') or displayed = 0)
      and coalesce(shard, 0) % (select max(shard_count) from shard_lease) = ${shard}
      and (process_id is null or not exists (select from bot_process where id = process_id))
    returning id`.execute(db)
  return rows.map(({ id }) => id)
}
