import type { Clock } from '../../clock.ts'
import type { IncomingMessage } from './incoming-message.ts'

/** How long, in ms, a message waits for its copy: a proxy deletes it and posts it anew within about a second. */
const patience = 2_000

/**
 * Holds messages in servers for a moment, so that of a message and its copy by a proxy such as PluralKit only the
 * copy is asked.
 */
export type HoldForProxy = {
  /** Calls `ask` once no copy has come; at once where no application of the operator's list posts for people. */
  readonly hold: (message: IncomingMessage, ask: (message: IncomingMessage) => void) => void
  /** A copy has come: the message that it stands for is not asked. Gives the copy with whoever wrote that, if it is held. */
  readonly copied: (copy: IncomingMessage) => IncomingMessage
  /** Takes the new text of a message that is held; `false` if it is not. */
  readonly edited: (message: IncomingMessage) => boolean
  /** A message was deleted: it is not asked if it is held. */
  readonly deleted: (messageId: string) => void
}

type Held = { readonly message: IncomingMessage; readonly cancel: () => void }

/** `proxies`: the ids of the applications and webhooks that post what people write. */
export const createHoldForProxy = (clock: Clock, proxies: readonly string[]): HoldForProxy => {
  const held = new Map<string, Held>()
  const release = (id: string): IncomingMessage | undefined => {
    const found = held.get(id)
    held.delete(id)
    found?.cancel()
    return found?.message
  }
  return {
    hold: (message, ask) => {
      if (proxies.length === 0 || message.guildId === undefined || message.proxiedBy !== undefined)
        return ask(message)
      const cancel = clock.after(patience, () => {
        const now = release(message.id)
        if (now !== undefined) ask(now)
      })
      held.set(message.id, { message, cancel })
    },
    copied: (copy) => {
      // The copy lacks the marks that told the proxy whose it is, such as "A:" or brackets.
      const original = [...held.values()].find(
        ({ message }) => message.channelId === copy.channelId && message.content.includes(copy.content),
      )
      if (original === undefined) return copy
      release(original.message.id)
      const { asker } = original.message
      return asker === undefined ? copy : { ...copy, asker }
    },
    edited: (message) => {
      const found = held.get(message.id)
      if (found === undefined) return false
      held.set(message.id, { ...found, message: { ...found.message, content: message.content } })
      return true
    },
    deleted: (messageId) => void release(messageId),
  }
}
