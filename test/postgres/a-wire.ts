import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A network between a process and a PostgreSQL server, which can fail. */
export type Wire = {
  /** The address of a database by way of this network. */
  readonly through: (url: string) => string
  /** Breaks every connection, and refuses new ones. */
  readonly cut: () => void
  /** Carries nothing any more, in either direction; connections stay open. What was sent meanwhile arrives at `mend`. */
  readonly silence: () => void
  readonly mend: () => void
  /** Breaks the next connection on which a COMMIT is sent: before it arrives, or after, so that only the answer is lost. */
  readonly breakNextCommit: (when: 'before' | 'after') => void
}

/** How long the server has, in ms, to carry out a COMMIT whose answer is lost. */
const commitTime = 50

/** A network to a server on this machine, for the time of a test. */
export const aWire = async (target: string): Promise<Wire> => {
  const { port } = new URL(target)
  const pairs = new Set<readonly [Socket, Socket]>()
  let state: 'whole' | 'cut' | 'silent' = 'whole'
  let breaking: 'before' | 'after' | undefined

  const drop = (pair: readonly [Socket, Socket]): void => {
    pairs.delete(pair)
    for (const socket of pair) socket.destroy()
  }

  const server = createServer((client) => {
    if (state === 'cut') {
      client.resetAndDestroy()
      return
    }
    const upstream = connect(Number(port), '127.0.0.1')
    const pair = [client, upstream] as const
    pairs.add(pair)
    client.on('data', (bytes) => {
      const when = bytes.includes('commit\0') ? breaking : undefined
      if (when !== undefined) breaking = undefined
      if (when === 'before') drop(pair)
      else upstream.write(bytes)
      if (when === 'after') {
        upstream.removeAllListeners('data')
        upstream.on('data', () => {})
        setTimeout(() => drop(pair), commitTime)
      }
    })
    upstream.on('data', (bytes) => void client.write(bytes))
    for (const socket of pair) {
      socket.on('error', () => drop(pair))
      socket.on('close', () => drop(pair))
      if (state === 'silent') socket.pause()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const own = server.address()
  if (own === null || typeof own === 'string') throw new Error('no port')
  onTestFinished(() => {
    server.close()
    for (const pair of pairs) drop(pair)
  })
  return {
    through: (url) => {
      const other = new URL(url)
      other.port = String(own.port)
      return other.href
    },
    cut: () => {
      state = 'cut'
      for (const pair of pairs) drop(pair)
    },
    silence: () => {
      state = 'silent'
      for (const pair of pairs) for (const socket of pair) socket.pause()
    },
    mend: () => {
      state = 'whole'
      for (const pair of pairs) for (const socket of pair) socket.resume()
    },
    breakNextCommit: (when) => {
      breaking = when
    },
  }
}
