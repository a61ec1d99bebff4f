import type { Clock } from '../../clock.ts'
import type { StreamEvent } from './trace.ts'

/** A request that the sandbox has received. It never holds the key. */
export type LoggedRequest = {
  readonly id: string
  /** `Clock.elapsed()` milliseconds. */
  readonly at: number
  readonly method: string
  readonly path: string
  /** The parsed body, or undefined. */
  readonly body: unknown
  /** The HTTP status, or null while there is none. */
  readonly status: number | null
  /** `left` when the client closed the connection before the end. */
  readonly outcome: 'open' | 'done' | 'cut' | 'left'
  /** Code points of text written so far. */
  readonly written: number
}

/** An event for watchers. */
export type RequestEvent =
  | { readonly type: 'request'; readonly request: LoggedRequest }
  | { readonly type: 'event'; readonly request: LoggedRequest; readonly event: StreamEvent }
  | { readonly type: 'end'; readonly request: LoggedRequest }

export type RequestLog = {
  readonly requests: () => readonly LoggedRequest[]
  readonly watch: (listener: (happening: RequestEvent) => void) => () => void
  readonly add: (id: string, method: string, path: string, body: unknown) => void
  readonly sent: (id: string, event: StreamEvent) => void
  readonly status: (id: string, status: number) => void
  readonly end: (id: string, outcome: 'done' | 'cut' | 'left') => void
}

const textIn = (event: StreamEvent): number => {
  if (!('delta' in event) || typeof event.delta !== 'object' || event.delta === null) return 0
  return 'text' in event.delta && typeof event.delta.text === 'string' ? [...event.delta.text].length : 0
}

/** Keeps the newest `keep` requests and notifies watchers. */
export const requestLog = (clock: Clock, keep: number): RequestLog => {
  const requests = new Map<string, LoggedRequest>()
  const listeners = new Set<(happening: RequestEvent) => void>()
  const tell = (happening: RequestEvent): void => {
    for (const listener of listeners) listener(happening)
  }
  const change = (id: string, part: Partial<LoggedRequest>): LoggedRequest | undefined => {
    const request = requests.get(id)
    if (request === undefined) return undefined
    const changed = { ...request, ...part }
    requests.set(id, changed)
    return changed
  }
  return {
    requests: () => [...requests.values()],
    watch: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add: (id, method, path, body) => {
      const request: LoggedRequest = {
        ...{ id, method, path, body, at: clock.elapsed() },
        ...{ status: null, outcome: 'open', written: 0 },
      }
      requests.set(id, request)
      const [oldest] = requests.keys()
      if (requests.size > keep && oldest !== undefined) requests.delete(oldest)
      tell({ type: 'request', request })
    },
    status: (id, status) => void change(id, { status }),
    sent: (id, event) => {
      const request = change(id, { written: (requests.get(id)?.written ?? 0) + textIn(event) })
      if (request !== undefined) tell({ type: 'event', request, event })
    },
    end: (id, outcome) => {
      if (requests.get(id)?.outcome !== 'open') return
      const request = change(id, { outcome })
      if (request !== undefined) tell({ type: 'end', request })
    },
  }
}
