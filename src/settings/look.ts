import type { Location } from './level.ts'
import { settings } from './settings.ts'
import type { Effective, PlaceSettings } from './walk.ts'

/** How a reply looks in its place. A reply keeps the look that it began with. */
export type Look = {
  readonly footer: 'short' | 'full' | 'off'
  readonly hidesPrice: boolean
  /** How many messages it may be, where the rest can come as a file. */
  readonly mostMessages: number
  /** Whether wide tables are drawn at the end of the reply too. */
  readonly tablePictures: boolean
  /** How many people are answered side by side there. */
  readonly parallel: number
  /** A reply that took longer, in ms, notifies its asker. Infinity: never. */
  readonly notifyAfter: number
}

/** The most messages of one reply in a thread or direct message, where it disturbs nobody else. */
const mostInPrivate = 20

/** The look of replies in a place that is at `location`. */
export const lookIn = ({ get }: PlaceSettings, location: Location): Look => {
  const { value: seconds } = get(settings.notify)
  return {
    footer: get(settings.footer).value,
    hidesPrice: !get(settings.price).value,
    tablePictures: get(settings.tables).value,
    parallel: get(settings.parallel).value,
    mostMessages: mostMessages(get(settings.messages), location),
    notifyAfter: seconds === 0 ? Number.POSITIVE_INFINITY : seconds * 1000,
  }
}

/** The look of a new thread, which has chosen nothing for itself, in a channel of this look. */
export const lookInThread = (look: Look): Look => ({
  ...look,
  mostMessages: Math.max(look.mostMessages, mostInPrivate),
})

/** A thread or direct message has room for more than a channel, unless it has chosen for itself. */
const mostMessages = ({ value, from }: Effective<number>, { server, thread }: Location): number => {
  const isPrivate = server === undefined || thread !== undefined
  const isOwn = from === 'thread' || (server === undefined && from === 'channel')
  return isPrivate && !isOwn ? Math.max(value, mostInPrivate) : value
}
