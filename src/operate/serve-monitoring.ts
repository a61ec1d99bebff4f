import { createServer, type RequestListener } from 'node:http'
import { StartError } from '../start-error.ts'
import type { Verdict } from './health.ts'
import type { Metrics } from './metrics/metrics.ts'

/** What is served. */
export type Monitoring = {
  readonly verdict: () => Verdict
  /** Absent: `GET /metrics` is not found. */
  readonly scrape?: Metrics['scrape'] | undefined
}

/**
 * Serves `GET /health`: 200 with `{"ok":true}`, or 503 with what is wrong; and `GET /metrics` for Prometheus. Whoever reaches
 * the port learns what the bot has cost, but nothing of people, channels or servers. Resolves with what closes it.
 */
export const serveMonitoring = (port: number, monitoring: Monitoring): Promise<() => Promise<void>> =>
  new Promise((resolve, reject) => {
    const server = createServer(answering(monitoring))
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

const answering =
  ({ verdict, scrape }: Monitoring): RequestListener =>
  (request, response) => {
    const path = request.method === 'GET' ? request.url?.split('?', 1)[0] : undefined
    if (path === '/health') {
      const now = verdict()
      response.writeHead(now.ok ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(now))
    } else if (path === '/metrics' && scrape)
      scrape().then(
        ({ contentType, text }) => response.writeHead(200, { 'content-type': contentType }).end(text),
        () => response.writeHead(500).end(),
      )
    else response.writeHead(404).end()
  }
