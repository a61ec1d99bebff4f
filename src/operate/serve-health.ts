import { createServer } from 'node:http'
import { StartError } from '../start-error.ts'
import type { Verdict } from './health.ts'

/**
 * Serves `GET /health`: 200 with `{"ok":true}`, or 503 with what is wrong. It says nothing else, so it may be seen by
 * anyone who reaches the port. Resolves with what closes it.
 */
export const serveHealth = (port: number, verdict: () => Verdict): Promise<() => Promise<void>> =>
  new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      if (request.method !== 'GET' || request.url !== '/health') {
        response.writeHead(404).end()
        return
      }
      const now = verdict()
      response.writeHead(now.ok ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(now))
    })
    server.once('error', (error) =>
      reject(new StartError(`HEALTH_PORT ${port} cannot be used: ${error.message}.`, { cause: error })),
    )
    server.listen(port, () =>
      resolve(
        () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      ),
    )
  })
