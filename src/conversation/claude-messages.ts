import type { ClaudeMessage, ImageType, Part } from './claude.ts'
import { element, escapeTags, open } from './markup.ts'
import type { FileContents } from './store.ts'
import type { Answer, Question, Quote, Turn, TurnFile } from './turn.ts'

/** A part of a request with the role that says it. */
export type RolePart = { readonly role: ClaudeMessage['role']; readonly part: Part }

const imageTypes: readonly ImageType[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']

const textPart = (text: string): Part => ({ type: 'text', text })

const user = (part: Part): RolePart => ({ role: 'user', part })

/** A remark of the program to Claude. */
export const note = (text: string): RolePart => user(textPart(element('note', {}, text)))

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

const fileParts = ({ name, mediaType }: TurnFile, bytes: Uint8Array | undefined): readonly Part[] => {
  const attributes = { name, type: mediaType }
  const imageType = imageTypes.find((known) => known === mediaType)
  const label = textPart(open('file', attributes))
  if (bytes === undefined)
    return [textPart(element('file', attributes, '(The content of this file is not included here.)'))]
  if (imageType !== undefined) return [label, { type: 'image', mediaType: imageType, data: base64(bytes) }]
  if (mediaType === 'application/pdf') return [label, { type: 'pdf', name, data: base64(bytes) }]
  return [textPart(element('file', attributes, new TextDecoder().decode(bytes)))]
}

const quotePart = ({ author, where, text }: Quote): Part =>
  textPart(element('quoted', { author, where }, text))

/** Joins neighbouring texts, one per line: fewer blocks for the prompt cache to look back over. */
const joinTexts = (parts: readonly Part[]): readonly Part[] => {
  const joined: Part[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (last?.type === 'text' && part.type === 'text')
      joined.splice(-1, 1, textPart(`${last.text}\n${part.text}`))
    else joined.push(part)
  }
  return joined
}

/** A question as parts of a user message: author, quote, files, text. `person` tells namesakes apart. */
const questionParts = (question: Question, person: number, contents: FileContents): readonly Part[] =>
  joinTexts([
    textPart(open('message', { from: question.speaker.name, person: String(person) })),
    ...(question.quote === undefined ? [] : [quotePart(question.quote)]),
    ...question.files.flatMap((file, position) => fileParts(file, contents(question.id, position))),
    textPart(`${escapeTags(question.text)}\n</message>`),
  ])

const unsendableNote = ({ speaker, unsendable }: Question): string =>
  `A message from ${speaker.name} is left out here: ${unsendable === 'too-large' ? 'it was too long to be sent to you' : 'the API refused its content'}.`

/** What Claude should know about how an earlier answer ended; null if it ended well. */
const answerNote = (answer: Answer): string | null => {
  if (answer.stopReason === 'refusal')
    return 'You declined to answer this; what you had begun to say is left out.'
  if (answer.stopReason === 'max_tokens') return 'Your answer above was cut at the length limit.'
  if (answer.stopReason === 'pause_turn') return 'You paused your answer above before its end.'
  if (answer.stopReason === 'model_context_window_exceeded')
    return 'Your answer above was cut: the context was full.'
  if (answer.failure?.kind === 'stopped' || answer.failure?.kind === 'question-deleted')
    return 'Your answer above was stopped by a person before its end.'
  if (answer.state === 'ended') return null
  return 'Your answer above broke off before its end.'
}

/** The text of an answer as it is sent back to Claude. A refused answer is left out, as Anthropic advises. */
export const sentText = (answer: Answer): string =>
  answer.stopReason === 'refusal' || answer.text.trim() === '' ? '' : answer.text

const answerParts = (answer: Answer, follows: ClaudeMessage['role'] | undefined): readonly RolePart[] => {
  const text = sentText(answer)
  const about = answerNote(answer)
  const noted = about === null || (text === '' && answer.stopReason !== 'refusal') ? [] : [note(about)]
  if (text === '') return noted
  // Its question was removed, and roles have to alternate.
  const gap = follows === 'user' ? [] : [note('A message here was deleted by its author.')]
  return [...gap, { role: 'assistant', part: textPart(text) }, ...noted]
}

/** Numbers people in the order in which they first speak. */
const personNumbers = (path: readonly Turn[]): ReadonlyMap<string, number> => {
  const people = new Map<string, number>()
  for (const turn of path) {
    if (turn.role === 'question' && !people.has(turn.speaker.id)) people.set(turn.speaker.id, people.size + 1)
  }
  return people
}

/**
 * A path as parts for Claude, in order; `summary` stands for what came before it. The parts of a longer path begin with
 * the parts of a shorter one, so that the prompt cache is hit.
 */
export const pathParts = (
  path: readonly Turn[],
  contents: FileContents,
  summary: string | undefined,
): readonly RolePart[] => {
  const people = personNumbers(path)
  const parts: RolePart[] = summary === undefined ? [] : [user(textPart(element('summary', {}, summary)))]
  for (const turn of path) {
    if (turn.role === 'answer') parts.push(...answerParts(turn, parts.at(-1)?.role))
    else if (turn.unsendable !== undefined) parts.push(note(unsendableNote(turn)))
    else parts.push(...questionParts(turn, people.get(turn.speaker.id) ?? 0, contents).map(user))
  }
  return parts
}

/** Joins neighbouring parts of one role into messages. */
export const toMessages = (parts: readonly RolePart[]): readonly ClaudeMessage[] => {
  const messages: { role: ClaudeMessage['role']; parts: Part[] }[] = []
  for (const { role, part } of parts) {
    const last = messages.at(-1)
    if (last?.role === role) last.parts.push(part)
    else messages.push({ role, parts: [part] })
  }
  return messages
}
