import type { Middleware } from '@anthropic-ai/sdk'
import type { Clock } from '../clock.ts'
import { Failed } from '../conversation/failure.ts'
import { lastChance, limitIdleTime } from './idle-stream.ts'

type Options = { readonly clock: Clock; readonly idleMs: number }

/**
 * Ends a request that has gone silent: as `unreachable` when no response begins within `idleMs`, as `stalled` when no byte of it
 * arrives for as long. The SDK's own timeout covers only the time to the headers, and it hides pings.
 */
export const idleTimeout =
  ({ clock, idleMs }: Options): Middleware =>
  async (request, next) => {
    const silence = new AbortController()
    const cancel = clock.after(idleMs + lastChance, () => silence.abort())
    const signal = AbortSignal.any([silence.signal, ...(request.signal ? [request.signal] : [])])
    try {
      const response = await next({ ...request, signal })
      if (response.body === null) return response
      return new Response(limitIdleTime(response.body, clock, idleMs), response)
    } catch (error) {
      if (!silence.signal.aborted) throw error
      throw new Failed({ kind: 'unreachable', detail: `no answer for ${idleMs / 1000} s` })
    } finally {
      cancel()
    }
  }
