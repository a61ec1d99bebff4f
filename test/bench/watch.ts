import { z } from 'zod'
import type { Discord } from '../../src/sandbox/discord/start-discord.ts'
import type { Exchange } from '../../src/sandbox/discord/wire-log.ts'
import { wordsIn } from './traces.ts'

/** What became visible and when, on the clock. */
export type Sight = {
  readonly at: number
  /** When its request arrived on this machine. */
  readonly sentAt: number
  readonly words: number
  readonly hasFooter: boolean
  readonly remaining: number
  readonly resetAfter: number
}

/** All that one stream's requests did. */
export type Watched = { readonly sights: readonly Sight[]; readonly refusals: number }

/** Watches the requests that edit or post messages of one stream, told apart by its token and channel. */
export const watch = (
  discord: Discord,
  token: string,
  channelId: string,
): { readonly end: () => Watched } => {
  const sights: Sight[] = []
  let refusals = 0
  const stop = discord.onRequest((exchange) => {
    const isOurs = exchange.path.includes(token) || exchange.path.startsWith(`/channels/${channelId}/`)
    if (!isOurs || (exchange.method !== 'PATCH' && exchange.method !== 'POST')) return
    if (exchange.status === 429) refusals++
    const content = contentOf(exchange)
    if (content === undefined || exchange.status >= 300) return
    sights.push({
      at: exchange.effectAt,
      sentAt: exchange.sentAt,
      words: wordsIn(content.trimEnd()),
      hasFooter: content.includes('-# '),
      remaining: exchange.remaining ?? Infinity,
      resetAfter: exchange.resetAfterMs ?? 0,
    })
  })
  return {
    end: () => {
      stop()
      return { sights, refusals }
    },
  }
}

const contentOf = ({ requestBody, route }: Exchange): string | undefined =>
  route?.endsWith('/callback') ? undefined : bodySchema.safeParse(requestBody).data?.content

const bodySchema = z.object({ content: z.string() })
