import type { Failure } from '../conversation/failure.ts'
import { turnTokens } from '../conversation/tokens.ts'
import type { Question, Turn, Unsendable } from '../conversation/turn.ts'

/** The questions that a failure is about, so that later requests leave them out. */
export type UnsendableQuestions = { readonly reason: Unsendable; readonly ids: readonly string[] }

const nobody: UnsendableQuestions = { reason: 'refused', ids: [] }

/**
 * Finds the questions of a path because of which Claude cannot be asked. A 400 about a parameter such as `max_tokens` is
 * about none: the operator's settings caused it.
 *
 * @example unsendableQuestions({ kind: 'too-large' }, path) // { reason: 'too-large', ids: [the largest question] }
 */
export const unsendableQuestions = (failure: Failure, path: readonly Turn[]): UnsendableQuestions => {
  if (failure.kind === 'too-large') return tooLarge(path)
  if (failure.kind !== 'bad-request' || isAboutParameter(failure.detail ?? '')) return nobody
  const asked = newQuestions(path)
  const earlier = path.filter(isSendable).filter((question) => !asked.includes(question))
  const suspects = isAboutEarlierMessage(failure.detail ?? '', path) ? earlier : asked
  const withFiles = suspects.filter(({ files }) => files.length > 0)
  const meant = withFiles.length > 0 ? withFiles : asked
  return { reason: 'refused', ids: meant.map(({ id }) => id) }
}

const isSendable = (turn: Turn): turn is Question => turn.role === 'question' && turn.unsendable === undefined

/** The questions behind the last answer: they were never sent before. */
const newQuestions = (path: readonly Turn[]): readonly Question[] =>
  path.slice(path.findLastIndex(({ role }) => role === 'answer') + 1).filter(isSendable)

/** About 6,000 characters of English. A shorter question without files is never what makes a request too large. */
const shortTokens = 2_000

const isLong = (question: Question): boolean =>
  question.files.length > 0 || turnTokens(question) > shortTokens

/** The largest new question, without which the others may fit; the largest earlier one where all new ones are short. */
const tooLarge = (path: readonly Turn[]): UnsendableQuestions => {
  const long = path.filter(isSendable).filter(isLong)
  const asked = newQuestions(path)
  const isNew = long.filter((question) => asked.includes(question))
  const suspects = isNew.length > 0 ? isNew : long
  const [largest] = suspects.toSorted((a, b) => turnTokens(b) - turnTokens(a))
  return { reason: 'too-large', ids: largest ? [largest.id] : [] }
}

/**
 * The marked questions that are sent all the same when somebody asks for another answer to `question`: that question, and
 * those of the same person that one refusal marked together with it.
 */
export const markedQuestions = (path: readonly Turn[], question: Question): readonly Question[] => {
  const marked = path.filter((turn) => turn.role === 'question').filter(({ unsendable }) => unsendable)
  const index = path.findIndex(({ id }) => id === question.id)
  const lastAnswer = path.slice(0, Math.max(0, index)).findLastIndex(({ role }) => role === 'answer')
  const together = path.slice(lastAnswer + 1, index).map(({ id }) => id)
  const isRefused = marked.some(({ id, unsendable }) => id === question.id && unsendable === 'refused')
  return marked.filter(
    ({ id, speaker, unsendable }) =>
      id === question.id ||
      (isRefused && unsendable === 'refused' && speaker.id === question.speaker.id && together.includes(id)),
  )
}

/** The API names the field first, as in `messages.2.content.1.image: …` or `max_tokens: …`. */
const isAboutParameter = (detail: string): boolean => /^(?!messages\b)[a-z_]+(\.[\w.]+)?: /.test(detail)

/** Whether the API names a message before the last answer. The request may begin later than the path, never earlier. */
const isAboutEarlierMessage = (detail: string, path: readonly Turn[]): boolean => {
  const index = /^messages\.(\d+)\b/.exec(detail)?.[1]
  const answers = path.filter(({ role }) => role === 'answer').length
  return index !== undefined && answers > 0 && Number(index) < 2 * answers
}
