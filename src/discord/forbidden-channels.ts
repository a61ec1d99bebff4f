import type { Clock } from '../clock.ts'

/** Channels in which Discord has refused a post although the bot seemed to have the permission. */
export type ForbiddenChannels = {
  readonly add: (channelId: string) => void
  readonly has: (channelId: string) => boolean
}

/** After how many ms posting is tried again. */
const silentFor = 10 * 60_000

export const createForbiddenChannels = ({ elapsed }: Pick<Clock, 'elapsed'>): ForbiddenChannels => {
  const since = new Map<string, number>()
  return {
    add: (channelId) => {
      for (const [id, at] of since) if (elapsed() - at >= silentFor) since.delete(id)
      since.set(channelId, elapsed())
    },
    has: (channelId) => {
      const at = since.get(channelId)
      return at !== undefined && elapsed() - at < silentFor
    },
  }
}
