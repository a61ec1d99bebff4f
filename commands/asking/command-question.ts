import type { Quote } from '../../src/conversation/turn.ts'
import type { MessageAttachment } from '../../src/discord/messages/incoming-message.ts'

/** A question that somebody asks with a command. */
export type CommandQuestion = {
  readonly text: string
  readonly quote?: Quote
  readonly attachments?: readonly MessageAttachment[]
  /** The message that the question is about, as a link. */
  readonly about?: string
}
