import { RateLimitError } from 'discord.js'
import { z } from 'zod'
import type { Page } from '../../display/page.ts'
import { requestFailure } from '../rest/request-failure.ts'
import { findLostPost } from './lost-post.ts'
import { messageBody, sendMessageRequest } from './message-request.ts'
import type { ReplyMessages } from './reply-messages.ts'
import type { ScreenContext } from './screen-context.ts'
import { messageRoutes, postRoute, type Target } from './target.ts'

/** Posts the message of a page exactly once, over any number of tries. Resolves with its id. */
export type PostMessage = (index: number, page: Page, now: number) => Promise<string>

export type PostContext = Pick<ScreenContext, 'rest' | 'nonce' | 'selfId' | 'newestIn' | 'mayReply'>

/** Index of a message that is none of the target's. */
const none = -1

/** A post whose response was lost: it may exist with any of these pages. `id` is set once its message is found. */
type LostPost = { readonly pages: readonly Page[]; readonly hasNonce: boolean; readonly id?: string }

const messageSchema = z.object({ id: z.string() })

export const createPostMessage = (context: PostContext, { target }: ReplyMessages): PostMessage => {
  const { rest, nonce, selfId } = context
  const nonces = new Map<number, string>()
  let lost: LostPost | undefined

  /** Discord returns the message of the first post, with its old content, so it is edited. */
  const postAgain = async (earlier: LostPost, index: number, page: Page, now: number): Promise<string> => {
    const id = earlier.id ?? (await madeBy(earlier, index, page, now))
    if (id === undefined) return post(index, page, now)
    lost = { ...earlier, id }
    // What was posted is never the interaction's own reply, also where it is a notice's only message.
    const as = { ...target(), messageIds: [...target().messageIds, id], original: none }
    const [route] = messageRoutes('PATCH', as, index, now)
    await sendMessageRequest(rest, { route, json: messageBody(page, as), page })
    return id
  }

  const madeBy = async (
    earlier: LostPost,
    index: number,
    page: Page,
    now: number,
  ): Promise<string | undefined> => {
    const find = () => findLostPost(rest, target(), earlier.pages, selfId())
    if (!earlier.hasNonce) return find()
    try {
      return await post(index, page, now)
    } catch (error) {
      if (requestFailure(error) !== 'gone') throw error
      // Where nothing may be posted any more, what was posted before can still be edited.
      const id = await find()
      if (id === undefined) throw error
      return id
    }
  }

  const post = async (index: number, page: Page, now: number): Promise<string> => {
    const route = postRoute(target(), now)
    const extra = route.authenticated ? channelPost(index) : {}
    try {
      const json = { ...messageBody(page, target()), ...extra }
      return messageSchema.parse(await sendMessageRequest(rest, { route, json, page })).id
    } catch (error) {
      const mayHaveArrived = requestFailure(error) === 'again' && !(error instanceof RateLimitError)
      if (mayHaveArrived) lost = { pages: [...(lost?.pages ?? []), page], hasNonce: route.authenticated }
      throw error
    }
  }

  const channelPost = (index: number) => {
    const own = nonces.get(index) ?? nonce()
    nonces.set(index, own)
    const reference = index === 0 ? target().replyTo : partedFrom(target(), context)
    return {
      nonce: own,
      enforce_nonce: true,
      ...(reference && { message_reference: { message_id: reference, fail_if_not_exists: false } }),
    }
  }

  return async (index, page, now) => {
    const id = lost ? await postAgain(lost, index, page, now) : await post(index, page, now)
    nonces.delete(index)
    lost = undefined
    return id
  }
}

/**
 * The last page, where another message has come behind it: the next page is a reply to it then, so that readers find what it
 * belongs to. Otherwise Discord draws the two as one message.
 */
const partedFrom = (
  { channelId, messageIds }: Target,
  { newestIn, mayReply }: PostContext,
): string | undefined => {
  const last = messageIds.at(-1)
  const newest = newestIn(channelId)
  const isParted = last !== undefined && newest !== undefined && BigInt(newest) > BigInt(last)
  return isParted && mayReply(channelId) ? last : undefined
}
