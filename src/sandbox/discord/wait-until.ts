import type { Message } from './message.ts'
import type { Exchange, WireLog } from './wire-log.ts'
import type { World } from './world.ts'

/** How a wait ends if nothing comes. */
export type WaitOptions = {
  /** What is awaited, for the error; the condition's own source if absent. */
  readonly what?: string
  /** Real milliseconds after which the wait fails; 75,000 if absent, `Infinity` for no limit. */
  readonly within?: number
}

/**
 * Resolves with the first value of `find` that is neither undefined nor false. `find` is asked at once and after every
 * event and request. Rejects with what was awaited, and what happened last, once `within` has passed.
 *
 * @example await until(() => discord.messages(channelId).find(isAnswer), { what: 'the answer' })
 */
export type Until = <T>(find: () => T | undefined | false, options?: WaitOptions) => Promise<T>

const usualLimit = 75_000

export const createUntil =
  (world: World, log: Pick<WireLog, 'onRequest' | 'requests'>): Until =>
  (find, { what = String(find), within = usualLimit } = {}) =>
    new Promise((resolve, reject) => {
      const check = () => {
        try {
          const found = find()
          if (found === undefined || found === false) return
          stop()
          resolve(found)
        } catch (error) {
          stop()
          reject(error)
        }
      }
      const late = () => {
        stop()
        reject(new Error(`Waited ${within / 1000} s for: ${what}\n${newest(world, log)}`))
      }
      const stops = [world.onEvent(check), log.onRequest(check)]
      const timer = within === Number.POSITIVE_INFINITY ? undefined : setTimeout(late, within)
      const stop = () => {
        clearTimeout(timer)
        for (const off of stops) off()
      }
      check()
    })

const newest = (world: World, { requests }: Pick<WireLog, 'requests'>): string =>
  [
    'The newest messages:',
    ...[...world.messages.values()].flatMap((channel) => [...channel.values()].slice(-3).map(messageLine)),
    'The newest requests:',
    ...requests().slice(-8).map(requestLine),
  ].join('\n  ')

const messageLine = ({ channelId, content, components }: Message): string =>
  `${channelId}: ${JSON.stringify(content.slice(-300))}, ${components.length} rows of components`

const requestLine = ({ method, path, status }: Exchange): string =>
  `${method} ${path}: ${status === 0 ? 'no answer' : status}`
