import type { LimitedRoute } from './bucket-table.ts'
import type { ChangeTarget, Gate, PendingChange } from './gate.ts'
import { heard, noRhythm } from './pace-rhythm.ts'
import type { Scheduler } from './scheduler.ts'
import type { Timer } from './timer.ts'
import type { WaitingEdit } from './waiting-edit.ts'

/**
 * Makes the gate of one reply. `routesOf` gives the requests that could carry a change; it is asked again while the change
 * waits, because a reply goes on by the bot's own route when its interaction token ends.
 */
export const createGate = (
  timer: Timer,
  scheduler: Scheduler,
  routesOf: (target: ChangeTarget) => readonly LimitedRoute[],
): Gate => {
  let rhythm = noRhythm
  let since = timer.elapsed()
  let before: Promise<unknown> = Promise.resolve()
  let waiting: WaitingEdit | undefined

  const wait = <T>(
    target: ChangeTarget,
    pending: () => PendingChange,
    send: (route: number) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const giveUp = () => {
        waiting = undefined
        scheduler.remove(edit)
        reject(signal.reason)
      }
      const edit: WaitingEdit = {
        pending,
        rhythm: () => rhythm,
        since,
        routes: routesOf(target),
        reroute: () => {
          const routes = routesOf(target)
          return isSame(routes, edit.routes) ? undefined : routes
        },
        start: async (route, ended) => {
          waiting = undefined
          signal.removeEventListener('abort', giveUp)
          const outcome = await settled(() => send(route))
          since = timer.elapsed()
          if (outcome.isSent) resolve(outcome.value)
          else reject(outcome.error)
          ended()
        },
      }
      waiting = edit
      signal.addEventListener('abort', giveUp, { once: true })
      scheduler.add(edit)
    })

  return {
    notify: () => {
      rhythm = heard(rhythm, timer.elapsed())
      if (waiting) scheduler.notify(waiting)
    },
    pass: (target, pending, send, signal) => {
      const mine = before.then(() => wait(target, pending, send, signal))
      before = mine.catch(() => {})
      return mine
    },
  }
}

const isSame = (some: readonly LimitedRoute[], others: readonly LimitedRoute[]): boolean =>
  some.length === others.length &&
  some.every(({ kind, major }, n) => kind === others[n]?.kind && major === others[n]?.major)

type Settled<T> =
  | { readonly isSent: true; readonly value: T }
  | { readonly isSent: false; readonly error: unknown }

const settled = async <T>(send: () => Promise<T>): Promise<Settled<T>> => {
  try {
    return { isSent: true, value: await send() }
  } catch (error) {
    return { isSent: false, error }
  }
}
