import type { Control } from '../../display/page.ts'
import { english } from '../../i18n/languages.ts'
import type { PendingChange } from '../../pacing/gate.ts'
import { createReplyMessages } from './reply-messages.ts'
import { createScreen } from './screen.ts'
import type { ScreenContext } from './screen-context.ts'
import type { InteractionToken } from './target.ts'

/** A short message next to the replies. */
export type Notice = {
  readonly channelId: string
  readonly content: string
  readonly controls?: readonly Control[]
  /** The message that it is a reply to. */
  readonly replyTo?: string
  /** The one person whom it notifies; nobody if absent. */
  readonly pings?: string
  /** The interaction by whose token it is posted, where the bot itself may not. */
  readonly token?: InteractionToken
  /** At most 25 characters: within minutes, a notice of the same key in a channel is posted once. */
  readonly key: string
}

/** How often a notice is tried before it is dropped. */
const tries = 3

const due = (): PendingChange => ({ what: 'final', unseen: 0, arrivals: 0, oldest: 0, seen: 0, begun: 0 })

/** A notice that cannot be posted is not worth a word elsewhere. */
const nobody = { strings: english }

const nobodyWatches = { posted: async () => {}, removed: async () => {} }

/** Posts a notice when the channel's rate limit has room for it. Throws `Failed` where nothing can be posted. */
export const postNotice = async (context: ScreenContext, notice: Notice): Promise<void> => {
  const { content, controls = [], key, ...where } = notice
  const target = { ...where, messageIds: [] }
  const screen = createScreen(
    { ...context, nonce: () => key },
    createReplyMessages(target, nobody),
    nobodyWatches,
  )
  const { signal } = new AbortController()
  const post = (route: number) => screen.apply({ type: 'post', index: 0, page: { content, controls } }, route)
  for (let tried = 0; tried < tries; tried += 1) {
    if ((await screen.gate.pass({ type: 'post' }, due, post, signal)) === 'shown') return
  }
}
