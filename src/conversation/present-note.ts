import { element } from './markup.ts'
import type { Turn } from './turn.ts'

/** Where a question is asked, as Discord names it. Names and topics come from people of the server. */
export type PlaceDescription = {
  /** Absent in a direct message. */
  readonly server?: string
  /** Such as `#general`. Absent in a direct message. */
  readonly channel?: string
  readonly topic?: string
}

/** What holds at the moment of a request. */
export type Present = {
  /** Milliseconds since 1970. */
  readonly now: number
  /** An IANA time zone such as `Europe/Berlin`. */
  readonly timeZone: string
  readonly place: PlaceDescription
  /** The turns that are sent, the question last. */
  readonly path: readonly Turn[]
}

const longestName = 100
const longestTopic = 300

const quoted = (text: string, longest: number): string =>
  `“${[...text.replace(/\s+/g, ' ').trim()].slice(0, longest).join('')}”`

const placeLine = ({ server, channel, topic }: PlaceDescription): string => {
  if (channel === undefined) return 'Place: a direct message.'
  const where = server === undefined ? '' : ` of the server ${quoted(server, longestName)}`
  const about = topic ? `, with the topic ${quoted(topic, longestTopic)}` : ''
  return `Place: the channel ${quoted(channel, longestName)}${where}${about}. People there chose these names.`
}

const hour = 3_600_000

/** A pause of less than an hour goes without saying. */
const gapLine = (path: readonly Turn[], now: number): readonly string[] => {
  const before = path.at(-2)
  const gap = before === undefined ? 0 : now - before.at
  if (gap < hour) return []
  const [amount, unit] = gap < 48 * hour ? [gap / hour, 'hours'] : [gap / (24 * hour), 'days']
  return [`The message before this one is about ${Math.round(amount)} ${unit} old.`]
}

/**
 * A note for Claude with the date, the place, and how long ago the message before was. It changes with every request, so it is
 * sent behind everything that the prompt cache holds.
 *
 * @example presentNote({ now: 0, timeZone: 'UTC', place: {}, path: [] }) // <note>Now: Thursday, 1 January 1970 at 00:00 (UTC). …
 */
export const presentNote = ({ now, timeZone, place, path }: Present): string => {
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone }).format(
    now,
  )
  return element(
    'note',
    {},
    [`Now: ${date} (${timeZone}).`, placeLine(place), ...gapLine(path, now)].join('\n'),
  )
}
