import type { SessionInfo } from '@discordjs/ws'
import { z } from 'zod'

/** The gateway session of a shard, which another process can resume. */
export type ShardSession = {
  /** Whether there is a session of an earlier process to begin with. */
  readonly isResumed: () => boolean
  /** The session that an earlier process has left; undefined once it was tried, or if there is none. */
  readonly takeEarlier: () => SessionInfo | undefined
  /** Called with every change: a new session, each event, and null where the session is over. */
  readonly changed: (session: SessionInfo | null) => void
  /** From now on an end of the session is an end of the connection alone: another process goes on with it. */
  readonly keep: () => void
  /** As it is now, as JSON; null if there is none. */
  readonly stored: () => string | null
}

const schema = z.object({
  resumeURL: z.string(),
  sequence: z.number(),
  sessionId: z.string(),
  shardCount: z.number(),
  shardId: z.number(),
})

const read = (json: string): SessionInfo | undefined => {
  try {
    return schema.parse(JSON.parse(json))
  } catch {
    return undefined
  }
}

/** The session of a shard of a bot with so many shards. `earlier` is what was stored of the process before. */
export const createShardSession = (earlier: string | null, total: number): ShardSession => {
  const found = earlier === null ? undefined : read(earlier)
  let resumable = found?.shardCount === total ? found : undefined
  let isKept = false
  let now: SessionInfo | null = resumable ?? null
  return {
    isResumed: () => resumable !== undefined,
    takeEarlier: () => {
      const taken = resumable
      resumable = undefined
      return taken
    },
    changed: (session) => {
      if (session !== null || !isKept) now = session
    },
    keep: () => {
      isKept = true
    },
    stored: () => (now === null ? null : JSON.stringify(now)),
  }
}
