import { spokenText } from './answer-notes.ts'
import type { ClaudeRequest, Effort } from './claude.ts'
import { allSaid, inMessages, note, type Said } from './claude-messages.ts'
import type { Turn } from './turn.ts'

/** How Claude is asked, beside what was said. */
export type RequestOptions = {
  readonly model: string
  readonly effort?: Effort
  readonly maxTokens: number
  readonly system: string
  readonly webSearch: boolean
  readonly showThinking: boolean
  /** What stands for the turns before the first of the path. */
  readonly summary?: string
}

const goOn =
  'Go on exactly where your answer above ends. Do not repeat anything and do not comment on the break.'

/** What makes the last message the user's, and says what is wanted where no question does. */
const ending = (path: readonly Turn[], said: readonly Said[]): readonly Said[] => {
  if (said.length === 0) return [note('The message here was deleted by its author.')]
  const last = path.at(-1)
  const continued = last?.role === 'answer' && spokenText(last) !== ''
  return continued || said.at(-1)?.role === 'assistant' ? [note(goOn)] : []
}

/**
 * What is sent to Claude for the turns from the root (or from where `summary` ends) to the question to be answered; a
 * path that ends in an answer with text asks for it to be continued. Roles alternate, the first and last message are the
 * user's. A longer path begins with the very parts of a shorter one, so the prompt cache goes on hitting.
 */
export const toRequest = (path: readonly Turn[], options: RequestOptions): ClaudeRequest => {
  const { summary, ...rest } = options
  const said = allSaid(path, summary)
  return { ...rest, messages: inMessages([...said, ...ending(path, said)]) }
}
