import type { Memory } from '../conversation/memory.ts'
import type { Answer, PlaceId, Question } from '../conversation/turn.ts'
import { Failed } from '../reply/failure.ts'
import type { Page } from '../reply/page.ts'
import { wordsFor } from '../words/words.ts'
import type { Answering } from './answering.ts'
import type { Job } from './job.ts'
import { interrupted } from './recorded.ts'
import { pagesOf, redisplay } from './redisplay.ts'
import { settle } from './settle.ts'
import type { Surroundings } from './surroundings.ts'
import type { View } from './view.ts'

/** What the last process left undone; read before this one takes its first question. */
export type Unfinished = Awaited<ReturnType<Memory['unfinished']>>

/** What is looked for on the screen: a question with its answer, as far as it has one, in a place. */
export type Sought = {
  readonly place: PlaceId
  readonly questionId: string
  readonly answerId?: string
  /** When it was asked, in ms since 1970: nothing of it is older. */
  readonly since: number
  /** What the messages show, as far as is known. */
  readonly pages: readonly Page[]
}

/** Makes views on what is on the screen from before. */
export type OldViews = {
  /** Whether a place is on this kind of screen at all. */
  readonly has: (place: PlaceId) => boolean
  /** The messages that were left; new ones in the place where there are none. */
  readonly of: (sought: Sought) => Promise<View>
}

/**
 * Puts right what the last process left: a reply that was being written keeps its text, says that it was interrupted
 * and can be gone on with; an end that nobody saw is shown; a question that waited is answered now. Resolves when
 * every message is right.
 */
export const recover = async (
  { answers, questions }: Unfinished,
  answering: Answering,
  views: OldViews,
  around: Surroundings,
): Promise<void> => {
  await Promise.all([
    ...answers.map((answer) =>
      isReplaced(answer, answers)
        ? around.memory.confirmDisplayed(answer.id).catch(around.onFault)
        : recoverAnswer(answer, views, around),
    ),
    ...[...(await linesOf(questions, views, around))].map(([place, waiting]) =>
      answering
        .takeUp(place, async () => {
          const jobs = await Promise.all(waiting.map((question) => jobOf(question, place, views, around)))
          return jobs.filter((job) => job !== undefined)
        })
        .catch(around.onFault),
    ),
  ])
}

/** The questions that waited, by their place, in the order in which they came: who follows whom must stay. */
const linesOf = async (
  questions: readonly Question[],
  views: OldViews,
  { memory, onFault }: Surroundings,
): Promise<ReadonlyMap<PlaceId, readonly Question[]>> => {
  const lines = new Map<PlaceId, readonly Question[]>()
  for (const question of questions) {
    const conversation = await memory.conversationOf(question.id).catch(onFault)
    if (!conversation || !views.has(conversation.place)) continue
    lines.set(conversation.place, [...(lines.get(conversation.place) ?? []), question])
  }
  return lines
}

/** Whether another answer to the same question had begun to take its place on the screen. */
const isReplaced = (answer: Answer, answers: readonly Answer[]): boolean =>
  answer.state !== 'writing' &&
  answers.some(({ parentId, state }) => parentId === answer.parentId && state === 'writing')

const recoverAnswer = async (found: Answer, views: OldViews, around: Surroundings): Promise<void> => {
  const { memory } = around
  try {
    const question = await memory.turn(found.parentId)
    const conversation = await memory.conversationOf(found.id)
    if (conversation === null || !views.has(conversation.place)) return
    const { speaker, locale = '' } = question?.role === 'question' ? question : { speaker: undefined }
    const answer = found.state === 'writing' ? await interrupt(found, speaker?.id ?? '', around) : found
    const words = wordsFor(locale)
    const view = await views.of({
      place: conversation.place,
      questionId: found.parentId,
      answerId: found.id,
      since: question?.at ?? found.at,
      pages: await pagesOf(answer, words, around),
    })
    await redisplay(answer, view, words, around)
  } catch (error) {
    if (!(error instanceof Failed)) around.onFault(error)
    await memory.confirmDisplayed(found.id).catch(around.onFault)
  }
}

/** Ends an answer that was being written; gives it as it is then. */
const interrupt = async (answer: Answer, speakerId: string, around: Surroundings): Promise<Answer> => {
  await settle(answer.id, speakerId, interrupted(answer), around)
  const ended = await around.memory.turn(answer.id)
  return ended?.role === 'answer' ? ended : answer
}

const jobOf = async (
  question: Question,
  place: PlaceId,
  views: OldViews,
  { onFault }: Surroundings,
): Promise<Job | undefined> => {
  try {
    const view = await views.of({ place, questionId: question.id, since: question.at, pages: [] })
    return { question, place, words: wordsFor(question.locale ?? ''), view }
  } catch (error) {
    onFault(error)
    return undefined
  }
}
