import { z } from 'zod'
import type { Discord } from '../../src/sandbox/discord/start-discord.ts'
import type { Exchange } from '../../src/sandbox/discord/wire-log.ts'
import { lettersIn, wordsIn } from './traces.ts'

/** What became visible and when, on the clock. */
export type Sight = {
  readonly at: number
  /** When its request arrived on this machine. */
  readonly sentAt: number
  readonly strings: number
  /** How many letters of the reply can be read: the last word may be half there. */
  readonly letters: number
  readonly hasFooter: boolean
  /** The bucket of an edit, with its channel or token; absent for a post. */
  readonly bucket?: string
  readonly remaining: number
  readonly resetAfter: number
}

/** All that one stream's requests did. */
export type Watched = { readonly sights: readonly Sight[]; readonly refusals: number }

/** What one request tells about a stream. */
export type Noted = { readonly path: string; readonly isRefused: boolean; readonly sight: Sight | undefined }

/** What there is to note of an exchange, if it edits or posts a message. */
export const note = (exchange: Exchange): Noted | undefined => {
  const content = contentOf(exchange)
  if (content === undefined || (exchange.method !== 'PATCH' && exchange.method !== 'POST')) return undefined
  const { method, path, status, effectAt, sentAt, bucket, major } = exchange
  const sight = {
    at: effectAt,
    sentAt,
    strings: wordsIn(content),
    letters: lettersIn(content),
    hasFooter: content.includes('-# '),
    ...(method === 'PATCH' && { bucket: `${bucket} ${major}` }),
    remaining: exchange.remaining ?? Infinity,
    resetAfter: exchange.resetAfterMs ?? 0,
  }
  return { path, isRefused: status === 429, sight: status < 300 ? sight : undefined }
}

/** Whether it is about the stream with this token and channel. */
export const isOf = ({ path }: Noted, token: string, channelId: string): boolean =>
  path.includes(token) || path.startsWith(`/channels/${channelId}/`)

export const gather = (all: readonly Noted[]): Watched => ({
  sights: all.flatMap(({ sight }) => (sight ? [sight] : [])),
  refusals: all.filter(({ isRefused }) => isRefused).length,
})

/** Watches the requests that edit or post messages of one stream. */
export const watch = (
  discord: Discord,
  token: string,
  channelId: string,
): { readonly end: () => Watched } => {
  const noted: Noted[] = []
  const stop = discord.onRequest((exchange) => {
    const one = note(exchange)
    if (one && isOf(one, token, channelId)) noted.push(one)
  })
  return {
    end: () => {
      stop()
      return gather(noted)
    },
  }
}

const contentOf = ({ requestBody, route }: Exchange): string | undefined =>
  route?.endsWith('/callback') ? undefined : bodySchema.safeParse(requestBody).data?.content

const bodySchema = z.object({ content: z.string() })
