import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../schema.ts'
import { hasLivingOwner, isUnfinished } from '../../turn-owner.ts'
import { buryLock, leaseLock } from '../locks.ts'
import { fairShares, type Member } from './fair-shares.ts'

/** How long, in ms, a process may say nothing before others take its shards. */
export const leaseTime = 10_000

/** Between two of the same bucket, in ms: https://docs.discord.com/developers/events/gateway#rate-limiting. */
const identifyEvery = 5_000

/** What a process holds, as it was at a moment when it was alive for sure. */
export type Standing = {
  /** The shards of the whole bot. */
  readonly total: number
  /** The processes that share it. */
  readonly processes: number
  readonly held: readonly HeldShard[]
  /** The part of what all may do together that this process should do, by its need: from 0 to 1. */
  readonly share: number
  /** How many of them others should have. */
  readonly excess: number
  /** Those of the held ones in which a process that is gone has left something unfinished. */
  readonly orphaned: readonly number[]
}

export type HeldShard = {
  readonly shard: number
  /** The gateway session of whoever had it before, as JSON. */
  readonly session: string | null
}

/** The processes of one bot and their shards, kept in the database. */
export type Cluster = {
  /** Makes this process a member. */
  readonly join: () => Promise<void>
  /**
   * Says that this process lives, takes its fair share of the free shards, and ends the membership of processes that said
   * nothing for too long. Returns undefined if this process was ended itself: then it must not do anything any more.
   * `sessions` is stored with the shards, for whoever has them next. `need` is how many replies are under way here.
   */
  readonly beat: (sessions: ReadonlyMap<number, string>, need?: number) => Promise<Standing | undefined>
  /** Gives shards back, with their sessions. Replies that run go on here. */
  readonly release: (sessions: ReadonlyMap<number, string | null>) => Promise<void>
  /** Wants no shards any more: the next beats say that all it has are for others. */
  readonly retire: () => Promise<void>
  /** Ends the membership: what is unfinished is for those who have the shards then. */
  readonly leave: () => Promise<void>
  /** Reserves the next moment at which a shard may identify; gives how long to wait until then, in ms. */
  readonly reserveIdentify: (bucket: number) => Promise<number>
}

export type ClusterOptions = {
  readonly id: string
  /** The most shards that this process takes. */
  readonly capacity: number
  /** The number of shards of the bot, unless others have begun with another one. */
  readonly total: number
}

/** The server's time: processes may be on machines whose clocks differ. */
const now = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`

const inTransaction = <T>(db: Kysely<Schema>, act: (db: Kysely<Schema>) => Promise<T>): Promise<T> =>
  db.transaction().execute(act)

/** Ends the membership of a process once no write of it is under way; none of its writes is committed any more. */
const bury = async (db: Kysely<Schema>, id: string, onlyIfSilent: boolean): Promise<void> => {
  await sql.raw(`select ${buryLock(id)}`).execute(db)
  await sql`delete from bot_process where id = ${id} and (not ${onlyIfSilent} or expires_at < ${now})`.execute(
    db,
  )
}

const buryTheSilent = async (db: Kysely<Schema>): Promise<void> => {
  const { rows } = await sql<{ readonly id: string }>`
    select id from bot_process where expires_at < ${now}`.execute(db)
  for (const { id } of rows) await inTransaction(db, (writing) => bury(writing, id, true))
}

/** Makes the rows of the shards. While anybody holds one, their number stays. */
const prepareLeases = async (db: Kysely<Schema>, total: number): Promise<number> => {
  const { rows } = await sql<{ readonly total: number; readonly held: number }>`
    select coalesce(max(shard_count), 0)::int as total, count(process_id)::int as held from shard_lease`.execute(
    db,
  )
  const known = rows[0]?.total ?? 0
  if (known === total || (known > 0 && (rows[0]?.held ?? 0) > 0)) return known
  await sql`delete from shard_lease`.execute(db)
  await sql`insert into shard_lease (shard, shard_count)
    select shard, ${total}::int from generate_series(0, ${total}::int - 1) as shard`.execute(db)
  return total
}

const takeFree = async (
  db: Kysely<Schema>,
  { id, total }: ClusterOptions,
): Promise<Omit<Standing, 'orphaned'>> => {
  await sql.raw(`select ${leaseLock}`).execute(db)
  const count = await prepareLeases(db, total)
  const { rows: members } = await sql<Member & Needing>`select id, capacity, need from bot_process`.execute(
    db,
  )
  const wanted = fairShares(members, count).get(id) ?? 0
  const mine = () =>
    sql<HeldShard>`
    select shard, session from shard_lease where process_id = ${id} order by shard`.execute(db)
  const before = (await mine()).rows.length
  await sql`update shard_lease set process_id = ${id} where shard in (
    select shard from shard_lease where process_id is null order by shard limit ${Math.max(0, wanted - before)})`.execute(
    db,
  )
  const { rows: held } = await mine()
  return {
    total: count,
    processes: members.length,
    held,
    share: shareOf(id, members),
    excess: Math.max(0, held.length - wanted),
  }
}

type Needing = { readonly id: string; readonly need: number }

/** What a process without anything to do is given, in replies: its next reply must not wait for the next beat. */
const leastNeed = 5

const shareOf = (id: string, members: readonly Needing[]): number => {
  const weigh = ({ need }: Needing): number => need + leastNeed
  const own = members.find((member) => member.id === id)
  return own === undefined ? 1 : weigh(own) / members.reduce((sum, member) => sum + weigh(member), 0)
}

const store = async (
  db: Kysely<Schema>,
  id: string,
  sessions: ReadonlyMap<number, string | null>,
): Promise<void> => {
  for (const [shard, session] of sessions)
    await sql`update shard_lease set session = ${session} where shard = ${shard} and process_id = ${id}`.execute(
      db,
    )
}

/** The shards of turns that a process which is gone has left unfinished. */
const orphansIn = async (
  db: Kysely<Schema>,
  held: readonly HeldShard[],
  total: number,
): Promise<readonly number[]> => {
  const { rows } = await sql<{ readonly shard: number }>`
    select distinct (coalesce(shard, 0) % ${total}::int) as shard from turn
    where ${isUnfinished} and (process_id is null or not ${hasLivingOwner})`.execute(db)
  const mine = new Set(held.map(({ shard }) => shard))
  return rows.map(({ shard }) => shard).filter((shard) => mine.has(shard))
}

/** The cluster in a PostgreSQL database, as one of its processes. */
export const createCluster = (db: Kysely<Schema>, options: ClusterOptions): Cluster => {
  const { id, capacity } = options
  const renew = async (writing: Kysely<Schema>, need: number): Promise<boolean> => {
    const { rows } = await sql`
      update bot_process set need = ${need}, expires_at = ${now} + ${leaseTime}::bigint where id = ${id} returning id`.execute(
      writing,
    )
    return rows.length > 0
  }
  return {
    join: async () => {
      await sql`insert into bot_process (id, capacity, expires_at)
        values (${id}, ${capacity}, ${now} + ${leaseTime}::bigint)`.execute(db)
    },
    beat: async (sessions, need = 0) => {
      if (!(await renew(db, need))) return undefined
      await buryTheSilent(db)
      const standing = await inTransaction(db, async (writing) => {
        await store(writing, id, sessions)
        return takeFree(writing, options)
      })
      return { ...standing, orphaned: await orphansIn(db, standing.held, standing.total) }
    },
    release: (sessions) =>
      inTransaction(db, async (writing) => {
        await store(writing, id, sessions)
        for (const shard of sessions.keys())
          await sql`update shard_lease set process_id = null where shard = ${shard} and process_id = ${id}`.execute(
            writing,
          )
      }),
    retire: async () => {
      await sql`update bot_process set capacity = 0 where id = ${id}`.execute(db)
    },
    leave: () => inTransaction(db, (writing) => bury(writing, id, false)),
    reserveIdentify: async (bucket) => {
      const { rows } = await sql<{ readonly wait: number }>`
        insert into identify_turn as turn (bucket, free_at) values (${bucket}, ${now} + ${identifyEvery}::bigint)
        on conflict (bucket) do update set free_at = greatest(turn.free_at, ${now}) + ${identifyEvery}::bigint
        returning free_at - ${identifyEvery}::bigint - ${now} as wait`.execute(db)
      return Math.max(0, rows[0]?.wait ?? 0)
    },
  }
}
