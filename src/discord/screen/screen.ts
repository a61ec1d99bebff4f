import { RateLimitError, type REST, RequestMethod } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { Failed } from '../../conversation/failure.ts'
import type { Change } from '../../display/changes.ts'
import type { Page, PageFile } from '../../display/page.ts'
import type { Screen } from '../../display/screen.ts'
import type { Gate, Way } from '../../pacing/gate.ts'
import { toComponents } from '../interactions/components.ts'
import { requestFailure } from '../rest/request-failure.ts'
import { tryOnce } from '../rest/request-policy.ts'
import { type Route, routeTo } from '../rest/route.ts'
import { afterFailure } from './after-failure.ts'
import { findLostPost } from './lost-post.ts'
import { type MessageRoute, messageRoutes, postRoute, type Target } from './target.ts'

/** What a screen on Discord works with. */
export type ScreenContext = {
  readonly rest: Pick<REST, 'request'>
  readonly clock: Clock
  /** The gate of a reply, which asks anew at each decision which requests could come next: that changes in mid-reply. */
  readonly gate: (routesOf: (way: Way) => readonly Route[]) => Gate
  /** Makes a nonce of at most 25 characters, so that a post tried twice is one message. */
  readonly nonce: () => string
  /** Told of each change that failed, unless Discord only wanted it later or by the token. */
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

  const send = async (change: Change, effective: MessageRoute): Promise<void> => {
    const now = context.clock.now()
    switch (change.type) {
      case 'edit':
        await request(effective, body(change.page, target), change.page.file)
        if (target.ownRoutes === 'once-shown') target = { ...target, ownRoutes: 'open' }
        return
      case 'remove':
        await remove(change.index, now)
        return
      case 'post':
        await post(change.index, change.page, now)
    }
  }

  const remove = async (index: number, now: number): Promise<void> => {
    await request(messageRoutes('DELETE', target, index, now)[0]).catch((error: unknown) => {
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
    await request(messageRoutes('PATCH', as, index, now)[0], body(page, target), page.file)
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
    gate: context.gate((way) =>
      routesFor(way, target, context.clock.now()).map(({ method, path }) => routeTo(method, path)),
    ),
    apply: async (change, route) => {
      const effective = chosenRoute(change, route, target, context.clock.now())
      try {
        await send(change, effective)
        return 'shown'
      } catch (error) {
        const next = await afterFailure(error, effective, target, {
          rest: context.rest,
          now: context.clock.now(),
        })
        if (next.isFault) context.onFault(error)
        if (next.type === 'gone')
          throw new Failed({ kind: next.isFault ? 'internal' : 'screen-gone' }, { cause: error })
        target = next.target
        return 'missed'
      }
    },
  }
}

/** The requests that could make a change of this kind, the preferred one first. */
const routesFor = (way: Way, target: Target, now: number): readonly [MessageRoute, ...MessageRoute[]] =>
  way.type === 'post' ? [postRoute(target, now)] : messageRoutes('PATCH', target, way.page, now)

/** What the gate chose; the first if there are fewer by now, because the token has come to its end. */
const chosenRoute = (change: Change, route: number, target: Target, now: number): MessageRoute => {
  const routes = routesFor(
    change.type === 'post' ? change : { type: 'edit', page: change.index },
    target,
    now,
  )
  return routes[route] ?? routes[0]
}

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
    headers: tryOnce,
    ...(json && { body: json }),
    ...(file && { files: [{ name: file.name, data: Buffer.from(file.text), contentType: 'text/markdown' }] }),
  })
