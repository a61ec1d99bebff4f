import type { Strings } from '../../i18n/strings.ts'
import type { Target } from './target.ts'

/** The person whom a reply is for. They are told elsewhere if it can no longer be shown. */
export type Recipient = {
  /** The person's id; absent where nobody knows it, as after a restart. */
  readonly id?: string
  /** Whether others read along where they have asked, so that what concerns them alone is told elsewhere. */
  readonly isInServer?: boolean
  readonly strings: Strings
}

/** The messages of one reply and the requests that can change them. Nothing else keeps these. */
export type ReplyMessages = {
  readonly target: () => Target
  readonly update: (change: Partial<Target>) => void
  /** Replaces all that is known. */
  readonly set: (target: Target) => void
  readonly reader: Recipient
}

export const createReplyMessages = (first: Target, reader: Recipient): ReplyMessages => {
  let target = first
  return {
    target: () => target,
    update: (change) => {
      target = { ...target, ...change }
    },
    set: (next) => {
      target = next
    },
    reader,
  }
}
