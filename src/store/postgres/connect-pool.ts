import type { CustomTypesConfig, Pool, PoolConfig } from 'pg'
import type { PostgresPlace } from '../database-url.ts'
import { decodeText } from './text-encoding.ts'

/** The most connections of a process. A write holds one while it runs; a server takes 100 unless told otherwise. */
const mostConnections = 10

/** Times in ms after which a server that does not answer counts as away. */
const limits = {
  connect: 3_000,
  /** For the server, so that a statement does not outlive the wait for it. */
  statement: 5_000,
  /** For the client: a server that was frozen or cut off says nothing at all. */
  answer: 6_000,
  /** So long a process that freezes within a transaction keeps its locks. */
  idleInTransaction: 5_000,
} as const

const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.slice(2), 'hex'))

/** What is read otherwise than `pg` reads it, by the object id of its type. */
const parsers: ReadonlyMap<number, (value: string) => unknown> = new Map<number, (value: string) => unknown>([
  [17, bytesOf], // bytea
  [20, Number], // bigint: times, sizes and counts, all below 2^53
  [25, decodeText], // text
  [1700, Number], // numeric: sums of bigints
])

/**
 * The URL as `pg` reads it the way PostgreSQL documents `sslmode`
 * (https://www.postgresql.org/docs/current/libpq-ssl.html): `require` encrypts, `verify-full` also checks who answers.
 */
const withSslModes = (url: string): string => {
  const parsed = new URL(url)
  if (parsed.searchParams.has('sslmode')) parsed.searchParams.set('uselibpqcompat', 'true')
  return parsed.href
}

/** How a pool is used. `patient` is for work that takes as long as it takes, one thing after the other. */
export type PoolUse = 'everyday' | 'patient'

const everyday: PoolConfig = {
  max: mostConnections,
  connectionTimeoutMillis: limits.connect,
  statement_timeout: limits.statement,
  query_timeout: limits.answer,
  idle_in_transaction_session_timeout: limits.idleInTransaction,
}

/** A pool of connections. It connects when it is asked for the first one, and again whenever one was lost. */
export const connectPool = async ({ url }: PostgresPlace, use: PoolUse): Promise<Pool> => {
  const { default: pg } = await import('pg')
  const types: CustomTypesConfig = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      parsers.get(oid) ?? pg.types.getTypeParser(oid, format),
  }
  const pool = new pg.Pool({
    connectionString: withSslModes(url),
    types,
    fallback_application_name: 'tendril',
    keepAlive: true,
    idleTimeoutMillis: 60_000,
    ...(use === 'everyday' ? everyday : { max: 1, connectionTimeoutMillis: limits.connect }),
  })
  // A connection that is lost while nobody uses it is replaced by the next one; nothing was under way on it.
  pool.on('error', () => undefined)
  return pool
}
