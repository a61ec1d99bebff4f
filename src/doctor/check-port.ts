import { createServer } from 'node:net'
import { z } from 'zod'
import { type Finding, note, ok, wrong } from './finding.ts'

const verdictSchema = z.object({ ok: z.boolean(), because: z.array(z.string()) })

/** Whether the health check can be served, or is being served by a bot that runs; then what that bot says of itself. */
export const checkPort = async (port: number, signal: AbortSignal): Promise<Finding> => {
  const answer = await fetch(`http://127.0.0.1:${port}/health`, { signal })
    .then(async (response) => verdictSchema.safeParse(await response.json()).data)
    .catch(() => undefined)
  if (answer?.ok) return ok('health', `A bot is running on port ${port} and says that it is well.`)
  if (answer)
    return wrong('health', `A bot is running on port ${port} and says: ${answer.because.join('; ')}.`)
  return (await isFree(port))
    ? ok('health', `Port ${port} is free.`)
    : note('health', `Port ${port} is taken by another program.`, 'Set another HEALTH_PORT.')
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })
