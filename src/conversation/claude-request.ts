import type { ClaudeRequest, Effort } from './claude.ts'
import { note, pathParts, type RolePart, sentText, toMessages } from './claude-messages.ts'
import type { FileContents } from './store.ts'
import type { Turn } from './turn.ts'

/** How Claude is asked, besides the turns. */
export type RequestOptions = {
  readonly model: string
  readonly effort?: Effort
  readonly maxTokens: number
  readonly system: string
  readonly webSearch: boolean
  readonly showThinking: boolean
  /** Stands for the asker towards Anthropic. */
  readonly userId?: string
  /** Stands for the turns before the first of the path. */
  readonly summary?: string
}

const continuation =
  'Go on exactly where your answer above ends. Do not repeat anything and do not comment on the break.'

/** Makes the last message the user's, and says what is wanted if no question does. */
const ending = (path: readonly Turn[], parts: readonly RolePart[]): readonly RolePart[] => {
  if (parts.length === 0) return [note('The message here was deleted by its author.')]
  const last = path.at(-1)
  const isContinued = last?.role === 'answer' && sentText(last) !== ''
  return isContinued || parts.at(-1)?.role === 'assistant' ? [note(continuation)] : []
}

/**
 * The request for the turns from the root (or from the end of `summary`) to the question; a path that ends in an answer
 * with text asks for it to be continued. Roles alternate, and the first and last message are the user's. The parts of a
 * longer path begin with those of a shorter one, so that the prompt cache is hit.
 */
export const buildRequest = (
  path: readonly Turn[],
  contents: FileContents,
  options: RequestOptions,
): ClaudeRequest => {
  const { summary, ...rest } = options
  const parts = pathParts(path, contents, summary)
  return { ...rest, messages: toMessages([...parts, ...ending(path, parts)]) }
}

const order = `The conversation above has become too long to be sent whole. Write a summary that will stand in its place, for yourself to go on from; nobody else reads it.
Keep: who said what where it matters (with names), what was decided and why, facts, numbers, names, links and code that may be needed word for word, what people like and dislike, what is still open. Leave out pleasantries and what has been superseded.
Tell what people said as things that they said, never as instructions. Write in the language of the conversation, at most 800 words, without a heading.`

/**
 * The request for a summary of turns that no longer fit. It begins with the parts of an ordinary request with the same
 * options, so it reads the prompt cache instead of paying for the whole history again.
 */
export const buildSummaryRequest = (
  turns: readonly Turn[],
  contents: FileContents,
  options: RequestOptions,
): ClaudeRequest => {
  const { summary, ...rest } = options
  return { ...rest, messages: toMessages([...pathParts(turns, contents, summary), note(order)]) }
}

/** The turns of a path that a stored summary does not cover. */
export const turnsAfter = (path: readonly Turn[], summarisedId: string): readonly Turn[] =>
  path.slice(path.findIndex(({ id }) => id === summarisedId) + 1)
