import { isJsonObject } from '../../src/sandbox/discord/json.ts'
import type { Exchange } from '../../src/sandbox/discord/wire-log.ts'
import type { Membership } from './memberships.ts'

/** A post or an edit of a message that took effect. */
type Write = {
  readonly message: string
  readonly process: string
  /** Wall time, in ms since 1970. */
  readonly at: number
  /** Whether the reply is over in what the message shows since then. */
  readonly isLast: boolean
}

type Recorded = Pick<Exchange, 'client' | 'route' | 'status' | 'at' | 'responseBody'>

const writing: ReadonlySet<string | undefined> = new Set([
  'POST /channels/:channel_id/messages',
  'PATCH /channels/:channel_id/messages/:message_id',
])

const writeOf = ({ client, route, status, at, responseBody }: Recorded): readonly Write[] => {
  if (!writing.has(route) || status !== 200 || client === undefined || !isJsonObject(responseBody)) return []
  const { id, content, components } = responseBody
  const isLast = !String(content).includes('▌') && !JSON.stringify(components ?? []).includes('"stop:')
  return [{ message: String(id), process: client, at, isLast }]
}

const isMemberAt = (memberships: readonly Membership[], process: string, at: number): boolean =>
  memberships.some(
    (one) => one.process === process && one.joinedAt <= at && (one.endedAt === null || at <= one.endedAt),
  )

/** When the membership ended in which a process wrote; for ever if it goes on. */
const endOf = (memberships: readonly Membership[], { process, at }: Write): number => {
  const then = memberships.findLast((one) => one.process === process && one.joinedAt <= at)
  return then?.endedAt ?? Number.POSITIVE_INFINITY
}

const groupBy = (writes: readonly Write[]): ReadonlyMap<string, readonly Write[]> => {
  const groups = new Map<string, Write[]>()
  for (const write of writes) groups.set(write.message, [...(groups.get(write.message) ?? []), write])
  return groups
}

/**
 * What is wrong with who wrote which message, in words. A message may get another writer only once the one before has shown the
 * reply's end, or is no member any more; and nobody writes who is no member. `exchanges` are in the order of their effect.
 */
export const wrongWriters = (
  exchanges: readonly Recorded[],
  memberships: readonly Membership[],
): readonly string[] => {
  const writes = exchanges.flatMap(writeOf)
  const outside = writes
    .filter(({ process, at }) => !isMemberAt(memberships, process, at))
    .map(({ process, message, at }) => `${process} wrote ${message} at ${at} and was no member`)
  const atOnce = [...groupBy(writes).values()].flatMap((row) =>
    row.flatMap((write, index) => {
      const before = row[index - 1]
      if (before === undefined || before.process === write.process || before.isLast) return []
      const end = endOf(memberships, before)
      return end <= write.at
        ? []
        : [
            `${write.message}: ${before.process} wrote at ${before.at}, and ${write.process} at ${write.at}, before the first had ended (${end})`,
          ]
    }),
  )
  return [...outside, ...atOnce]
}

/** How many messages had more than one writer. */
export const changesOfWriter = (exchanges: readonly Recorded[]): number =>
  [...groupBy(exchanges.flatMap(writeOf)).values()].filter(
    (row) => new Set(row.map(({ process }) => process)).size > 1,
  ).length
