import { RateLimitError, type REST, RequestMethod, Routes } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Change } from '../reply/changes.ts'
import { Failed } from '../reply/failure.ts'
import type { Gate, Way } from '../reply/gate.ts'
import type { Page, PageFile } from '../reply/page.ts'
import type { Screen } from '../reply/screen.ts'
import { toComponents } from './components.ts'
import { findLostPost } from './lost-post.ts'
import { type Route, routeTo } from './pacing/route.ts'
import { requestFailure } from './request-failure.ts'
import { type MessageRoute, messageRoute, postRoute, type Target } from './target.ts'

/** What a screen on Discord works with. */
export type ScreenContext = {
  readonly rest: Pick<REST, 'request'>
  readonly clock: Clock
  /** The gate of a reply, which asks anew at each decision which request comes next: the answer changes in mid-reply. */
  readonly gate: (routeOf: (way: Way) => Route) => Gate
  /** Makes a nonce of at most 25 characters, so that a post tried twice is one message. */
  readonly nonce: () => string
  /** Told of each change that failed, unless Discord only wanted it later. */
  readonly onFault: (error: unknown) => void
}

/** Told of each message as soon as it exists, or no longer does. */
export type ScreenWatcher = {
  readonly posted: (messageId: string, page: number, target: Target) => Promise<void>
  readonly removed: (messageId: string, target: Target) => Promise<void>
}

/**
 * No ping, whatever the text says, but of the one person whom a notice is for. Discord parses an edit's mentions anew,
 * so each request carries it.
 */
const allowedMentions = ({ pings }: Target) => ({
  parse: [],
  replied_user: false,
  ...(pings && { users: [pings] }),
})

/** Of a target's messages, the one that is none of them. */
const none = -1

/** A post of which nobody knows with which of these pages it has arrived, and the message it made once that is known. */
type Lost = { readonly pages: readonly Page[]; readonly hasNonce: boolean; readonly id?: string }

/** The screen of one reply on Discord. */
export const createScreen = (context: ScreenContext, first: Target, watcher: ScreenWatcher): Screen => {
  let target = first
  const nonces = new Map<number, string>()
  let lost: Lost | undefined

  const send = async (change: Change): Promise<void> => {
    const now = context.clock.now()
    switch (change.type) {
      case 'edit':
        await request(
          messageRoute('PATCH', target, change.index, now),
          body(change.page, target),
          change.page.file,
        )
        return
      case 'remove':
        await remove(change.index, now)
        return
      case 'post':
        await post(change.index, change.page, now)
    }
  }

  const remove = async (index: number, now: number): Promise<void> => {
    await request(messageRoute('DELETE', target, index, now)).catch((error: unknown) => {
      // Somebody else has removed it: that is as good.
      if (requestFailure(error) !== 'gone') throw error
    })
    const removed = target.messageIds.slice(index)
    target = { ...target, messageIds: target.messageIds.slice(0, index) }
    for (const id of removed) await watcher.removed(id, target).catch(context.onFault)
  }

  const post = async (index: number, page: Page, now: number): Promise<void> => {
    const id = lost ? await postedAgain(lost, index, page, now) : await posted(index, page, now)
    nonces.delete(index)
    lost = undefined
    target = { ...target, messageIds: [...target.messageIds, id] }
    await watcher.posted(id, index, target).catch(context.onFault)
  }

  /** What an earlier try made shows what it was made with, even where the same nonce was posted again: it is edited. */
  const postedAgain = async (earlier: Lost, index: number, page: Page, now: number): Promise<string> => {
    const id = earlier.id ?? (await madeBy(earlier, index, page, now))
    if (id === undefined) return posted(index, page, now)
    lost = { ...earlier, id }
    // What was posted is never the interaction's own reply, also where it is a notice's only message.
    const as = { ...target, messageIds: [...target.messageIds, id], original: none }
    await request(messageRoute('PATCH', as, index, now), body(page, target), page.file)
    return id
  }

  const madeBy = async (
    earlier: Lost,
    index: number,
    page: Page,
    now: number,
  ): Promise<string | undefined> => {
    const find = () => findLostPost(context.rest, target, earlier.pages)
    if (!earlier.hasNonce) return find()
    try {
      return await posted(index, page, now)
    } catch (error) {
      if (requestFailure(error) !== 'gone') throw error
      // Where nothing may be posted any more, what was posted before can still be edited.
      const id = await find()
      if (id === undefined) throw error
      return id
    }
  }

  const posted = async (index: number, page: Page, now: number): Promise<string> => {
    const route = postRoute(target, now)
    const extra = route.authenticated ? channelPost(index) : {}
    try {
      return messageSchema.parse(await request(route, { ...body(page, target), ...extra }, page.file)).id
    } catch (error) {
      const mayHaveArrived = requestFailure(error) === 'again' && !(error instanceof RateLimitError)
      if (mayHaveArrived) lost = { pages: [...(lost?.pages ?? []), page], hasNonce: route.authenticated }
      throw error
    }
  }

  const channelPost = (index: number) => {
    const nonce = nonces.get(index) ?? context.nonce()
    nonces.set(index, nonce)
    const reference = index === 0 && target.replyTo
    return {
      nonce,
      enforce_nonce: true,
      ...(reference && { message_reference: { message_id: reference, fail_if_not_exists: false } }),
    }
  }

  const request = (route: MessageRoute, json?: object, file?: PageFile) =>
    sendRequest(context.rest, route, json, file)

  return {
    gate: context.gate((way) => {
      const { method, path } = nextRoute(way, target, context.clock.now())
      return routeTo(method, path)
    }),
    apply: async (change) => {
      try {
        await send(change)
        return 'shown'
      } catch (error) {
        const next = await afterFailure(error, target, context.rest)
        if (next.type === 'gone') {
          if (next.isFault) context.onFault(error)
          throw new Failed({ kind: next.isFault ? 'internal' : 'screen-gone' }, { cause: error })
        }
        if (!(error instanceof RateLimitError)) context.onFault(error)
        target = next.target
        return 'missed'
      }
    },
  }
}

const nextRoute = (way: Way, target: Target, now: number): MessageRoute =>
  way.type === 'post' ? postRoute(target, now) : messageRoute('PATCH', target, way.page, now)

const messageSchema = z.object({ id: z.string() })

const body = (page: Page, target: Target) => ({
  content: page.content,
  components: toComponents(page.controls),
  ...(page.file && { attachments: [{ id: 0, filename: page.file.name }] }),
  allowed_mentions: allowedMentions(target),
})

const methods = {
  POST: RequestMethod.Post,
  PATCH: RequestMethod.Patch,
  DELETE: RequestMethod.Delete,
} as const satisfies Record<MessageRoute['method'], RequestMethod>

const sendRequest = async (
  rest: Pick<REST, 'request'>,
  route: MessageRoute,
  json?: object,
  file?: PageFile,
): Promise<unknown> =>
  rest.request({
    method: methods[route.method],
    fullRoute: route.path,
    auth: route.authenticated,
    ...(json && { body: json }),
    ...(file && { files: [{ name: file.name, data: Buffer.from(file.text), contentType: 'text/markdown' }] }),
  })

type AfterFailure =
  | { readonly type: 'again'; readonly target: Target }
  | { readonly type: 'gone'; readonly isFault: boolean }

/** A token that ended costs nothing but the way: the bot's own route goes on. */
const afterFailure = async (
  error: unknown,
  target: Target,
  rest: Pick<REST, 'request'>,
): Promise<AfterFailure> => {
  switch (requestFailure(error)) {
    case 'again':
      return { type: 'again', target }
    case 'token-ended': {
      const { token, ...without } = target
      return token ? { type: 'again', target: without } : { type: 'gone', isFault: false }
    }
    case 'archived':
      return (await wake(target.channelId, rest))
        ? { type: 'again', target }
        : { type: 'gone', isFault: false }
    case 'gone':
      return { type: 'gone', isFault: false }
    case 'refused':
      return { type: 'gone', isFault: true }
  }
}

/** Opens a closed thread again, so that its reply does not stay half-written; tells whether trying on makes sense. */
const wake = async (channelId: string, rest: Pick<REST, 'request'>): Promise<boolean> => {
  try {
    const fullRoute = Routes.channel(channelId)
    await rest.request({ method: RequestMethod.Patch, fullRoute, body: { archived: false } })
    return true
  } catch (error) {
    return requestFailure(error) === 'again'
  }
}
