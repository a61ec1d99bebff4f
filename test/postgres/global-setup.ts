import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { systemClock } from '../../src/clock.ts'
import { openStore } from '../../src/store/open-store.ts'
import { type PostgresServer, startPostgres } from './start-postgres.ts'

/** The name of a database with all tables and nothing in them: others are copied from it. */
export const emptyDatabase = 'empty'

const prepare = async (): Promise<PostgresServer> => {
  const server = await startPostgres()
  const store = await openStore({ url: await server.create(emptyDatabase), clock: systemClock })
  await store.close()
  return server
}

/** The environment variable with the port that gives the address of the server. */
const portName = 'TENDRIL_TEST_POSTGRES_PORT'

/** Vitest's global setup: one server for the whole run, started when the first test asks for it. */
export const setup = async (): Promise<() => Promise<void>> => {
  let server: Promise<PostgresServer> | undefined
  const answer = async (socket: Socket): Promise<void> => {
    server ??= prepare()
    const { url } = await server
    socket.end(url('DATABASE'))
  }
  const starter = createServer((socket) => {
    answer(socket).catch((error: unknown) => socket.destroy(error instanceof Error ? error : undefined))
    socket.on('error', (error) => console.error(error))
  })
  starter.listen(0, '127.0.0.1')
  await once(starter, 'listening')
  const address = starter.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  process.env[portName] = String(address.port)
  return async () => {
    starter.close()
    await (await server)?.close()
  }
}

/** The address of a database of the run's server. */
export const sharedServer = async (): Promise<(database: string) => string> => {
  const port = Number(process.env[portName])
  if (!port) throw new Error('this test runs under Vitest, whose global setup starts PostgreSQL')
  const address = await text(connect(port, '127.0.0.1'))
  if (address === '') throw new Error('PostgreSQL did not start; the run said why')
  return (database) => address.replace('DATABASE', database)
}
