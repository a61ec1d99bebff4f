import type { Clock } from '../clock.ts'
import { kindOf, type Route } from '../discord/rest/route.ts'
import type { Lane, Turn } from './bucket-queue.ts'
import type { Lanes } from './bucket-queues.ts'
import type { Gate, Want, Way } from './gate.ts'
import { heard, noRhythm } from './pace-rhythm.ts'

/**
 * A gate for one reply. `routesOf` says which requests could make each way's change by now, the preferred one first; the
 * change waits for all of them and goes by the first that lets it. The answer may become another while the reply is written
 * (when it goes on by the bot's own route), also while a change waits.
 */
export const createGate = (clock: Clock, lanes: Lanes, routesOf: (way: Way) => readonly Route[]): Gate => {
  let rhythm = noRhythm
  let since = clock.elapsed()
  let before: Promise<unknown> = Promise.resolve()
  let stands: readonly Stand[] = []

  const leave = () => {
    const left = stands
    stands = []
    for (const { lane, turn } of left) lane.leave(turn)
  }

  const join = (all: readonly Stand[]) => {
    stands = all
    // Whoever is let go by the first lane need not wait in the second.
    for (const { lane, turn } of all) if (stands === all) lane.join(turn)
  }

  const takeTurn = <T>(
    way: Way,
    want: () => Want,
    send: (route: number) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const giveUp = () => {
        leave()
        reject(signal.reason)
      }
      const turnBy = (route: number): Turn => ({
        want,
        rhythm: () => rhythm,
        since,
        elsewhere: (now) => stands.flatMap(({ lane }, other) => (other === route ? [] : [lane.share(now)])),
        hasMoved: () => moveOn(),
        effective: leave,
        start: async () => {
          signal.removeEventListener('abort', giveUp)
          await settle(() => send(route), resolve, reject)
          since = clock.elapsed()
        },
      })
      const moveOn = (): boolean => {
        const routes = routesOf(way)
        const names = routes.map(nameOf)
        if (names.length === stands.length && stands.every(({ name }, n) => name === names[n])) return false
        leave()
        join(routes.map((route, n) => ({ name: nameOf(route), lane: lanes.at(route), turn: turnBy(n) })))
        return true
      }
      signal.addEventListener('abort', giveUp, { once: true })
      moveOn()
    })

  return {
    stir: () => {
      rhythm = heard(rhythm, clock.elapsed())
      for (const { lane } of stands) lane.review()
    },
    pass: (way, want, send, signal) => {
      const mine = before.then(() => takeTurn(way, want, send, signal))
      before = mine.catch(() => {})
      return mine
    },
  }
}

/** Where a change waits for one of its routes. */
type Stand = { readonly name: string; readonly lane: Lane; readonly turn: Turn }

const nameOf = (route: Route): string => `${kindOf(route)} ${route.major}`

const settle = async <T>(
  send: () => Promise<T>,
  resolve: (value: T) => void,
  reject: (reason: unknown) => void,
): Promise<void> => {
  try {
    resolve(await send())
  } catch (error) {
    reject(error)
  }
}
