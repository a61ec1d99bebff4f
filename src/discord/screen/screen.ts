import { Failed } from '../../conversation/failure.ts'
import type { Change } from '../../display/changes.ts'
import type { Page } from '../../display/page.ts'
import type { Screen } from '../../display/screen.ts'
import type { ChangeTarget } from '../../pacing/gate.ts'
import { isForbidden, requestFailure } from '../rest/request-failure.ts'
import { routeTo } from '../rest/route.ts'
import { afterFailure } from './after-failure.ts'
import { postFinalNotice } from './final-notice.ts'
import { createMessageWriter, type MessageWriter } from './message-writer.ts'
import { createPictureGuard } from './picture-guard.ts'
import { removable, showPrivately } from './private-page.ts'
import { createRefusedParts, type RefusedParts } from './refused-parts.ts'
import type { ReplyMessages } from './reply-messages.ts'
import type { ScreenContext, ScreenWatcher } from './screen-context.ts'
import { type MessageRoute, messageRoutes, postRoute, type Target } from './target.ts'

/** The screen of one reply on Discord. Nothing else changes `messages`. */
export const createScreen = (
  context: ScreenContext,
  messages: ReplyMessages,
  watcher: ScreenWatcher,
): Screen => {
  const { target } = messages
  const { now } = context.clock
  const refused = createRefusedParts(messages.reader.strings.messages.partLeftOut)
  const writer = createMessageWriter(context, messages, watcher)
  const recover = createRecovery(context, messages, writer, refused)
  const pictures = createPictureGuard(context.onFault)

  const isShownPrivately = async (page: Page): Promise<boolean> =>
    page.isPrivate === true && showPrivately(page, messages, writer, context)

  const send = async (change: Change, route: MessageRoute): Promise<void> => {
    switch (change.type) {
      case 'edit':
        if (await isShownPrivately(change.page)) return
        return writer.edit(route, change.index, refused.allowed(removable(change.page, messages)))
      case 'remove':
        return writer.remove(change.index)
      case 'post':
        if (await isShownPrivately(change.page)) return
        return writer.post(change.index, refused.allowed(removable(change.page, messages)))
    }
  }

  return {
    gate: context.gate((way) =>
      routesFor(way, target(), now()).map(({ method, path }) => routeTo(method, path)),
    ),
    apply: async (given, index) => {
      const change = pictures.allowed(given)
      const route = chosenRoute(change, index, target(), now())
      try {
        await send(change, route)
        recover.succeeded()
        return 'shown'
      } catch (error) {
        if (pictures.failed(change, error)) return 'missed'
        return await recover.failed(error, change, route)
      }
    },
  }
}

/** What is done about changes that failed. */
type Recovery = {
  readonly succeeded: () => void
  readonly failed: (error: unknown, change: Change, route: MessageRoute) => Promise<'shown' | 'missed'>
}

/** So often in a row Discord may refuse without saying why: then the text may be why, and in the end nothing helps. */
const suspectText = 3
const mostUnclear = 8

const createRecovery = (
  context: ScreenContext,
  messages: ReplyMessages,
  writer: MessageWriter,
  parts: RefusedParts,
): Recovery => {
  let unclear = 0

  /** Says that the rest cannot be shown, wherever that can be said. */
  const giveUp = async (error: unknown, kind: 'screen-gone' | 'internal'): Promise<never> => {
    if (isForbidden(error)) context.onForbidden?.(messages.target().channelId)
    await postFinalNotice(messages, writer.lastTaken(), context)
    throw new Failed({ kind }, { cause: error })
  }

  const onRefusal = async (error: unknown, isSure: boolean, change: Change, route: MessageRoute) => {
    unclear = isSure ? mostUnclear : unclear + 1
    if (isSure || unclear === 1) context.onFault(error)
    if (unclear < suspectText) return 'missed'
    if (await showAllowed(change, route, writer, parts, () => routesAfterPost(change, messages, context))) {
      unclear = 0
      return 'shown'
    }
    return unclear < mostUnclear ? 'missed' : giveUp(error, 'screen-gone')
  }

  const recover = async (error: unknown, change: Change, route: MessageRoute) => {
    const { rest, clock, onFault } = context
    const next = await afterFailure(error, route, messages.target(), { rest, now: clock.now() })
    switch (next.type) {
      case 'again':
        if (next.isFault) onFault(error)
        messages.set(next.target)
        return 'missed'
      case 'refused':
        return onRefusal(error, next.isSure, change, route)
      case 'deleted':
        throw new Failed({ kind: 'screen-gone' }, { cause: error })
      case 'lost':
        if (next.isBug) onFault(error)
        return giveUp(error, next.isBug ? 'internal' : 'screen-gone')
    }
  }

  return {
    succeeded: () => {
      unclear = 0
    },
    failed: async (error, change, route) => {
      try {
        return await recover(error, change, route)
      } catch (later) {
        // Discord did not answer while the refused part was looked for: it is looked for again.
        if (later instanceof Failed || requestFailure(later) === 'bug') throw later
        return 'missed'
      }
    },
  }
}

const routesAfterPost = (change: Change, messages: ReplyMessages, { clock }: ScreenContext): MessageRoute =>
  messageRoutes('PATCH', messages.target(), change.index, clock.now())[0]

/** Shows what Discord takes of a page that it refused; false where that is nothing. */
const showAllowed = async (
  change: Change,
  route: MessageRoute,
  writer: MessageWriter,
  parts: RefusedParts,
  afterPost: () => MessageRoute,
): Promise<boolean> => {
  if (change.type === 'remove') return false
  const { index, page } = change
  const before = writer.taken(index)
  if (
    change.type === 'post' &&
    !(await isTaken(writer.post(index, { content: '…', controls: page.controls })))
  )
    return false
  const by = change.type === 'post' ? afterPost() : route
  return parts.showAllowed(page, before, (part) => isTaken(writer.edit(by, index, part, 'retried')))
}

/** Whether Discord took what was sent; rejects where the failure says nothing of the text. */
const isTaken = (sent: Promise<void>): Promise<boolean> =>
  sent.then(
    () => true,
    (error: unknown) => {
      const failure = requestFailure(error)
      if (failure === 'content' || failure === 'unclear') return false
      throw error
    },
  )

/** The requests that could make a change of this kind, the preferred one first. */
const routesFor = (
  way: ChangeTarget,
  target: Target,
  now: number,
): readonly [MessageRoute, ...MessageRoute[]] =>
  way.type === 'post' ? [postRoute(target, now)] : messageRoutes('PATCH', target, way.page, now)

/** What the gate chose; the first if there are fewer by now, because the token has come to its end. */
const chosenRoute = (change: Change, route: number, target: Target, now: number): MessageRoute => {
  const way: ChangeTarget = change.type === 'post' ? { type: 'post' } : { type: 'edit', page: change.index }
  const routes = routesFor(way, target, now)
  return routes[route] ?? routes[0]
}
