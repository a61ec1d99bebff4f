import type { Page } from '../../display/page.ts'
import { requestFailure } from '../rest/request-failure.ts'
import { messageBody, sendMessageRequest, type Tries } from './message-request.ts'
import { createPostMessage, type PostContext } from './post-message.ts'
import type { ReplyMessages } from './reply-messages.ts'
import type { ScreenContext, ScreenWatcher } from './screen-context.ts'
import { type MessageRoute, messageRoutes } from './target.ts'

/** Posts, edits and deletes the messages of a reply. Rejects with the error of the request. */
export type MessageWriter = {
  readonly post: (index: number, page: Page) => Promise<void>
  readonly edit: (route: MessageRoute, index: number, page: Page, tries?: Tries) => Promise<void>
  readonly remove: (index: number) => Promise<void>
  /** The content of a page's message that Discord last accepted. */
  readonly taken: (index: number) => string
  /** The same of the last message. */
  readonly lastTaken: () => string
}

export const createMessageWriter = (
  context: PostContext & Pick<ScreenContext, 'clock' | 'onFault'>,
  messages: ReplyMessages,
  watcher: ScreenWatcher,
): MessageWriter => {
  const { rest, clock, onFault } = context
  const { target, update } = messages
  const shown = new Map<number, string>()
  const postMessage = createPostMessage(context, messages)
  const taken = (index: number): string => shown.get(index) ?? ''
  return {
    post: async (index, page) => {
      const id = await postMessage(index, page, clock.now())
      shown.set(index, page.content)
      update({ messageIds: [...target().messageIds, id] })
      await watcher.posted(id, index).catch(onFault)
    },
    edit: async (route, index, page, tries = 'once') => {
      await sendMessageRequest(rest, { route, json: messageBody(page, target()), page, tries })
      shown.set(index, page.content)
      if (target().ownRoutes === 'once-shown') update({ ownRoutes: 'open' })
    },
    remove: async (index) => {
      const [route] = messageRoutes('DELETE', target(), index, clock.now())
      await sendMessageRequest(rest, { route }).catch((error: unknown) => {
        // Somebody else has deleted it, which is just as good.
        if (requestFailure(error) !== 'gone') throw error
      })
      const removed = target().messageIds.slice(index)
      update({ messageIds: target().messageIds.slice(0, index) })
      for (const id of removed) await watcher.removed(id).catch(onFault)
    },
    taken,
    lastTaken: () => taken(target().messageIds.length - 1),
  }
}
