import type { ClaudeMessage, ClaudeRequest, Effort, Part } from '../reply/claude.ts'
import { answerNote, spokenText } from './answer-notes.ts'
import { element } from './markup.ts'
import { questionParts } from './question-parts.ts'
import type { Answer, Turn } from './turn.ts'

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

/** A part with the role that says it. */
type Said = { readonly role: ClaudeMessage['role']; readonly part: Part }

const by =
  (role: ClaudeMessage['role']) =>
  (part: Part): Said => ({ role, part })

const note = (text: string): Said => by('user')({ type: 'text', text: element('note', {}, text) })

const goOn =
  'Go on exactly where your answer above ends. Do not repeat anything and do not comment on the break.'

/** Numbers people in the order in which they first speak. */
const peopleOf = (path: readonly Turn[]): ReadonlyMap<string, number> => {
  const people = new Map<string, number>()
  for (const turn of path) {
    if (turn.role === 'question' && !people.has(turn.speaker.id)) people.set(turn.speaker.id, people.size + 1)
  }
  return people
}

const answerSaid = (answer: Answer, follows: ClaudeMessage['role'] | undefined): readonly Said[] => {
  const text = spokenText(answer)
  const about = answerNote(answer)
  const noted = about === null || (text === '' && answer.stopReason !== 'refusal') ? [] : [note(about)]
  if (text === '') return noted
  // The question it answered was taken out, and roles have to alternate.
  const gap = follows === 'user' ? [] : [note('A message here was deleted by its author.')]
  return [...gap, by('assistant')({ type: 'text', text }), ...noted]
}

const allSaid = (path: readonly Turn[], summary: string | undefined): readonly Said[] => {
  const people = peopleOf(path)
  const said: Said[] =
    summary === undefined ? [] : [by('user')({ type: 'text', text: element('summary', {}, summary) })]
  for (const turn of path) {
    if (turn.role === 'answer') said.push(...answerSaid(turn, said.at(-1)?.role))
    else said.push(...questionParts(turn, people.get(turn.speaker.id) ?? 0).map(by('user')))
  }
  return said
}

/** What makes the last message the user's, and says what is wanted where no question does. */
const ending = (path: readonly Turn[], said: readonly Said[]): readonly Said[] => {
  if (said.length === 0) return [note('The message here was deleted by its author.')]
  const last = path.at(-1)
  const continued = last?.role === 'answer' && spokenText(last) !== ''
  return continued || said.at(-1)?.role === 'assistant' ? [note(goOn)] : []
}

const inMessages = (said: readonly Said[]): readonly ClaudeMessage[] => {
  const messages: { role: ClaudeMessage['role']; parts: Part[] }[] = []
  for (const { role, part } of said) {
    const last = messages.at(-1)
    if (last?.role === role) last.parts.push(part)
    else messages.push({ role, parts: [part] })
  }
  return messages
}

/**
 * What is sent to Claude for the turns from the root (or from where `summary` ends) to the question to be answered; a
 * path that ends in an answer with text asks for it to be continued. Roles alternate, the first and last message are the user's.
 * A longer path begins with the very parts of a shorter one, so the prompt cache goes on hitting.
 */
export const toRequest = (path: readonly Turn[], options: RequestOptions): ClaudeRequest => {
  const { summary, ...rest } = options
  const said = allSaid(path, summary)
  return { ...rest, messages: inMessages([...said, ...ending(path, said)]) }
}
