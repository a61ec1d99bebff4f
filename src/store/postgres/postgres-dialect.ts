import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { QueryResult as PgResult, Pool, PoolClient } from 'pg'
import { isConnectionLost, postgresFailure } from './postgres-failure.ts'
import { encodeText } from './text-encoding.ts'

const encoded = (value: unknown): unknown => (typeof value === 'string' ? encodeText(value) : value)

/** Several statements in one string give several results; the last one is asked for. */
const lastOf = (result: PgResult | readonly PgResult[]): PgResult | undefined =>
  'rows' in result ? result : result.at(-1)

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** How many statements each connection keeps prepared. Statements with lists of many lengths would otherwise pile up. */
const mostPrepared = 200

/** Names for statements: the server parses one that has a name once per connection. */
type StatementNames = { readonly of: (sql: string) => { readonly name?: string } }

const createStatementNames = (): StatementNames => {
  const names = new Map<string, string>()
  return {
    of: (sql) => {
      const known = names.get(sql)
      if (known !== undefined) return { name: known }
      if (names.size >= mostPrepared) return {}
      const name = `tendril_${names.size}`
      names.set(sql, name)
      return { name }
    },
  }
}

/** A connection of the pool. Errors are translated, and one that is lost does not return to the pool. */
class PooledConnection implements DatabaseConnection {
  readonly #client: PoolClient
  readonly #name: string
  readonly #names: StatementNames
  #lost: Error | undefined
  readonly #onError = (error: Error): void => {
    this.#lost = error
  }
  constructor(client: PoolClient, name: string, names: StatementNames) {
    this.#client = client
    this.#name = name
    this.#names = names
    client.on('error', this.#onError)
  }
  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const result = lastOf(await this.#send(sql, parameters))
    if (sql === 'commit' && result?.command === 'ROLLBACK')
      throw new Error('the transaction was rolled back: a statement in it had failed')
    const count = changing.has(result?.command ?? '') ? BigInt(result?.rowCount ?? 0) : undefined
    return { rows: result?.rows ?? [], ...(count !== undefined && { numAffectedRows: count }) }
  }
  // biome-ignore lint/correctness/useYield: nothing here is read as a stream
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streams need pg-cursor, which is not installed')
  }
  release(): void {
    this.#client.off('error', this.#onError)
    this.#client.release(this.#lost)
  }
  async #send(sql: string, parameters: readonly unknown[]): Promise<PgResult | readonly PgResult[]> {
    try {
      // Without parameters it is a simple query, which may hold several statements.
      return await (parameters.length === 0
        ? this.#client.query(sql)
        : this.#client.query({ ...this.#names.of(sql), text: sql, values: parameters.map(encoded) }))
    } catch (error) {
      if (isConnectionLost(error)) this.#lost ??= error instanceof Error ? error : new Error(String(error))
      throw postgresFailure(error, this.#name)
    }
  }
}

class PoolDriver implements Driver {
  readonly #pool: Pool
  readonly #name: string
  readonly #names = createStatementNames()
  constructor(pool: Pool, name: string) {
    this.#pool = pool
    this.#name = name
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<PooledConnection> {
    try {
      return new PooledConnection(await this.#pool.connect(), this.#name, this.#names)
    } catch (error) {
      throw postgresFailure(error, this.#name)
    }
  }
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'))
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }
  async releaseConnection(connection: PooledConnection): Promise<void> {
    connection.release()
  }
  async destroy(): Promise<void> {
    await this.#pool.end()
  }
}

/** Kysely's PostgreSQL dialect over a pool of `pg`. `name` is what `StoreFailed` calls the database. */
export const postgresDialect = (pool: Pool, name: string): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new PoolDriver(pool, name),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
})
