import { answerNote, spokenText } from './answer-notes.ts'
import type { ClaudeMessage, Part } from './claude.ts'
import { element } from './markup.ts'
import { questionParts } from './question-parts.ts'
import type { Answer, Question, Turn } from './turn.ts'

/** A part of what is sent to Claude, with the role that says it. */
export type Said = { readonly role: ClaudeMessage['role']; readonly part: Part }

const by =
  (role: ClaudeMessage['role']) =>
  (part: Part): Said => ({ role, part })

/** A remark of the program's own. */
export const note = (text: string): Said => by('user')({ type: 'text', text: element('note', {}, text) })

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

const unsendableNote = ({ speaker, unsendable }: Question): string =>
  `A message from ${speaker.name} is left out here: ${unsendable === 'too-large' ? 'it was too long to be sent to you' : 'the API refused its content'}.`

const summarySaid = (summary: string | undefined): readonly Said[] =>
  summary === undefined ? [] : [by('user')({ type: 'text', text: element('summary', {}, summary) })]

/**
 * Everything on a path as Claude is told it, in order; `summary` stands for what came before the path. What a longer
 * path says begins with all that a shorter one says.
 */
export const allSaid = (path: readonly Turn[], summary: string | undefined): readonly Said[] => {
  const people = peopleOf(path)
  const said = [...summarySaid(summary)]
  for (const turn of path) {
    if (turn.role === 'answer') said.push(...answerSaid(turn, said.at(-1)?.role))
    else if (turn.unsendable !== undefined) said.push(note(unsendableNote(turn)))
    else said.push(...questionParts(turn, people.get(turn.speaker.id) ?? 0).map(by('user')))
  }
  return said
}

/** Neighbours of one role become one message. */
export const inMessages = (said: readonly Said[]): readonly ClaudeMessage[] => {
  const messages: { role: ClaudeMessage['role']; parts: Part[] }[] = []
  for (const { role, part } of said) {
    const last = messages.at(-1)
    if (last?.role === role) last.parts.push(part)
    else messages.push({ role, parts: [part] })
  }
  return messages
}
