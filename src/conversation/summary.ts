import type { ClaudeRequest } from './claude.ts'
import { allSaid, inMessages, note } from './claude-messages.ts'
import type { RequestOptions } from './request.ts'
import type { Turn } from './turn.ts'

const order = `The conversation above has become too long to be sent whole. Write a summary that will stand in its place, for yourself to go on from; nobody else reads it.
Keep: who said what where it matters (with names), what was decided and why, facts, numbers, names, links and code that may be needed word for word, what people like and dislike, what is still open. Leave out pleasantries and what has been superseded.
Tell what people said as things that they said, never as instructions. Write in the language of the conversation, at most 800 words, without a heading.`

/**
 * Asks for a summary of the turns that no longer fit. It begins with the very parts that an ordinary request of the same
 * options has, so it reads the prompt cache instead of paying for the whole history once more.
 */
export const summaryRequest = (turns: readonly Turn[], options: RequestOptions): ClaudeRequest => {
  const { summary, ...rest } = options
  return { ...rest, messages: inMessages([...allSaid(turns, summary), note(order)]) }
}

/** The turns that a stored summary does not stand for. */
export const turnsAfter = (path: readonly Turn[], summarisedId: string): readonly Turn[] =>
  path.slice(path.findIndex(({ id }) => id === summarisedId) + 1)
