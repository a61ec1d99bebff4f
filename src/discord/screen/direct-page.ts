import { type REST, RequestMethod, Routes } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { Page } from '../../display/page.ts'
import { requestFailure } from '../rest/request-failure.ts'
import { messageBody } from './message-request.ts'

/** The message that a page is about. */
export type AboutMessage = { readonly channelId: string; readonly messageId?: string | undefined }

/**
 * Sends a page to one person as a direct message that names the channel it is about. False where they take none, and while many
 * others are on their way. Throws where Discord may take it later.
 */
export type SendDirectPage = (userId: string, page: Page, about: AboutMessage) => Promise<boolean>

/** How long, in ms, until the same person gets the same words for the same channel again; until then a reaction says it. */
const quietFor = 60_000

/**
 * The most direct messages that are sent at once. Discord limits how fast they are opened. When many people have to be told at
 * the same time, the others are told where they asked, instead of much later.
 */
const mostAtOnce = 5

/** The reaction that stands for words that were sent a moment ago. */
const again = '🚫'

const channelSchema = z.object({ id: z.string() })

export const createSendDirectPage = (
  rest: Pick<REST, 'request'>,
  clock: Pick<Clock, 'elapsed'>,
): SendDirectPage => {
  const sentAt = new Map<string, number>()
  let underWay = 0
  const wasSent = (key: string): boolean => {
    const now = clock.elapsed()
    for (const [old, at] of sentAt) if (now - at >= quietFor) sentAt.delete(old)
    return sentAt.has(key)
  }
  return async (userId, page, about) => {
    const key = `${userId} ${about.channelId} ${page.content.replaceAll(/\d+/g, '')}`
    if (wasSent(key)) {
      await react(rest, about)
      return true
    }
    if (underWay >= mostAtOnce) return false
    underWay += 1
    try {
      const fullRoute = Routes.userChannels()
      const body = { recipient_id: userId }
      const channel = await rest.request({ method: RequestMethod.Post, fullRoute, body })
      await rest.request({
        method: RequestMethod.Post,
        fullRoute: Routes.channelMessages(channelSchema.parse(channel).id),
        body: { ...bodyOf(page, about), ...onlyOnce(about) },
      })
    } catch (error) {
      if (requestFailure(error) === 'again') throw error
      return false
    } finally {
      underWay -= 1
    }
    sentAt.set(key, clock.elapsed())
    return true
  }
}

/** The page with the channel that it is about, behind its mark for small text. */
const bodyOf = (page: Page, { channelId }: AboutMessage) => {
  const content = page.content.replace(/^(-# )?/, `$1<#${channelId}>: `)
  return messageBody({ ...page, content }, { channelId, messageIds: [] })
}

/** A message that is sent twice, because the answer to the first was lost, is one message. */
const onlyOnce = ({ messageId }: AboutMessage) =>
  messageId === undefined ? {} : { nonce: `d${messageId}`, enforce_nonce: true }

/** Where not even that is allowed, the words of a moment ago have to do. */
const react = async (rest: Pick<REST, 'request'>, { channelId, messageId }: AboutMessage): Promise<void> => {
  if (messageId === undefined) return
  const fullRoute = Routes.channelMessageOwnReaction(channelId, messageId, encodeURIComponent(again))
  await rest.request({ method: RequestMethod.Put, fullRoute }).catch(() => undefined)
}
