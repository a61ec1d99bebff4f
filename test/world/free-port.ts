import { createServer } from 'node:net'

/** A port that is free now, below those that the system gives to sockets of its own choice, so that it stays free. */
export const freePort = (port = 20_000 + (process.pid % 9_000)): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(freePort(port + 1)))
    server.listen(port, () => server.close(() => resolve(port)))
  })
