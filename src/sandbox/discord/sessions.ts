import type { Dispatch } from './dispatches.ts'
import type { GatewaySocket } from './gateway-socket.ts'
import type { JsonObject } from './json.ts'
import type { Shard } from './shards.ts'

/** Events that a session keeps for a resume. */
const KEPT = 2_000

/** One bot's connection over several sockets: what it hears, and what it has been sent. */
export type Session = {
  readonly id: string
  readonly intents: number
  readonly shard: Shard
  sequence: number
  sent: { readonly sequence: number; readonly payload: JsonObject }[]
  socket: GatewaySocket | undefined
  /** When its last connection went, on the clock that is never set back. */
  leftAt: number | undefined
}

/** A session that has heard nothing yet. */
export const createSession = (id: string, intents: number, shard: Shard, socket: GatewaySocket): Session => ({
  id,
  intents,
  shard,
  sequence: 0,
  sent: [],
  socket,
  leftAt: undefined,
})

/** Numbers an event and keeps it for a resume; gives the payload to send. */
export const recordDispatch = (session: Session, { name, data }: Dispatch): JsonObject => {
  session.sequence += 1
  const payload = { op: 0, s: session.sequence, t: name, d: data }
  session.sent.push({ sequence: session.sequence, payload })
  if (session.sent.length > KEPT) session.sent = session.sent.slice(-KEPT / 2)
  return payload
}

/** What a session missed after that sequence, or undefined if it is not all known any more. */
export const missedSince = (session: Session, sequence: number): JsonObject[] | undefined => {
  if (sequence > session.sequence) return undefined
  const oldest = session.sent[0]?.sequence ?? session.sequence + 1
  if (sequence + 1 < oldest) return undefined
  return session.sent.filter((it) => it.sequence > sequence).map(({ payload }) => payload)
}
