import { WebSocket } from 'ws'
import { intentBits } from '../../../src/sandbox/discord/intents.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../src/sandbox/discord/json.ts'
import type { Discord } from '../../../src/sandbox/discord/start-discord.ts'

/** A gateway client that does nothing by itself and keeps what it received. */
export type BareClient = {
  readonly received: readonly JsonObject[]
  readonly send: (payload: Json) => void
  /** The next payload, or one that has come already, that fits. */
  readonly next: (fits: (payload: JsonObject) => boolean) => Promise<JsonObject>
  /** Resolves with the code once the connection is closed. */
  readonly closed: Promise<number>
  readonly drop: () => void
}

/** Whether a payload is the event of that name. */
export const isEvent =
  (name: string) =>
  (payload: JsonObject): boolean =>
    payload['t'] === name

/** Connects to the gateway of a sandbox. */
export const connect = (discord: Discord): BareClient => {
  const socket = new WebSocket(
    `${discord.url.replace('http', 'ws').replace('/api', '/gateway')}/?v=10&encoding=json`,
  )
  const received: JsonObject[] = []
  const waiting = new Set<() => void>()
  socket.on('message', (data) => {
    const payload: unknown = JSON.parse(String(data))
    if (isJsonObject(payload)) received.push(payload)
    for (const check of [...waiting]) check()
  })
  socket.on('error', () => {})
  return {
    received,
    send: (payload) => socket.send(JSON.stringify(payload)),
    next: (fits) =>
      new Promise((resolve) => {
        const check = () => {
          const found = received.find(fits)
          if (found === undefined) return
          waiting.delete(check)
          resolve(found)
        }
        waiting.add(check)
        check()
      }),
    closed: new Promise((resolve) => socket.on('close', resolve)),
    drop: () => socket.terminate(),
  }
}

const { GUILD_MEMBERS: _members, GUILD_PRESENCES: _presences, ...allowed } = intentBits
const allIntents = Object.values(allowed).reduce((all, bit) => all | bit, 0)

/** What a client sends to log in, with all intents that need no switch or have it on. */
export const identify = (discord: Discord, more: JsonObject = {}): JsonObject => ({
  op: 2,
  d: { token: discord.token, intents: allIntents, properties: { os: 'linux' }, ...more },
})
