import type { Clock } from '../../clock.ts'
import type { Gate, Want, Way } from '../../reply/gate.ts'
import { heard, noRhythm } from '../../reply/pace-rhythm.ts'
import type { Lane, Turn } from './lane.ts'
import type { Lanes } from './lanes.ts'
import { kindOf, type Route } from './route.ts'

/**
 * A gate for one reply. `routeOf` says which request each way is by now; the answer may change while the reply is
 * written (when it goes on by the bot's own route), also while a change waits.
 */
export const createGate = (clock: Clock, lanes: Lanes, routeOf: (way: Way) => Route): Gate => {
  let rhythm = noRhythm
  let since = clock.elapsed()
  let before: Promise<unknown> = Promise.resolve()
  let place: Place | undefined

  const takeTurn = <T>(way: Way, want: () => Want, send: () => Promise<T>, signal: AbortSignal): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const leave = () => {
        place?.lane.leave(turn)
        place = undefined
        reject(signal.reason)
      }
      const turn: Turn = {
        want,
        rhythm: () => rhythm,
        since,
        hasMoved: () => place?.moveOn() ?? true,
        start: async () => {
          place = undefined
          signal.removeEventListener('abort', leave)
          await settle(send, resolve, reject)
          since = clock.elapsed()
        },
      }
      signal.addEventListener('abort', leave, { once: true })
      const moveOn = (): boolean => {
        const route = routeOf(way)
        const name = `${kindOf(route)} ${route.major}`
        if (place?.name === name) return false
        place?.lane.leave(turn)
        const lane = lanes.at(route)
        place = { name, lane, moveOn }
        lane.join(turn)
        return true
      }
      moveOn()
    })

  return {
    stir: () => {
      rhythm = heard(rhythm, clock.elapsed())
      place?.lane.review()
    },
    pass: (way, want, send, signal) => {
      const mine = before.then(() => takeTurn(way, want, send, signal))
      before = mine.catch(() => {})
      return mine
    },
  }
}

type Place = { readonly name: string; readonly lane: Lane; readonly moveOn: () => boolean }

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
