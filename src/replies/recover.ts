import { type Reservation, reservationId } from '../conversation/allowance.ts'
import { Failed } from '../conversation/failure.ts'
import type { Store } from '../conversation/store.ts'
import type { Answer, PlaceId, Question } from '../conversation/turn.ts'
import { noUsage } from '../conversation/usage.ts'
import type { Page } from '../display/page.ts'
import { stringsFor } from '../i18n/languages.ts'
import type { Dependencies } from './dependencies.ts'
import { interrupted } from './draft-of-answer.ts'
import { finishAnswer, spend } from './finish-answer.ts'
import type { Job } from './job.ts'
import { pagesOf, redisplay } from './redisplay.ts'
import type { Replies } from './replies.ts'
import type { View } from './view.ts'

/** What the last process left unfinished; read before the first new question. */
export type Unfinished = Awaited<ReturnType<Store['unfinished']>> & {
  /** What it had reserved for requests that ran. */
  readonly reservations: readonly Reservation[]
}

/** Reads what the last process left unfinished. */
export const readUnfinished = async (
  store: Pick<Store, 'unfinished' | 'reservations'>,
): Promise<Unfinished> => {
  const unfinished = await store.unfinished()
  return { ...unfinished, reservations: await store.reservations(unfinished.answers) }
}

/** The question, and its answer if it has one, whose messages are to be found. */
export type RestoreTarget = {
  readonly place: PlaceId
  readonly questionId: string
  readonly answerId?: string
  /** When it was asked, in ms since 1970: nothing of it is older. */
  readonly since: number
  /** What the messages show, as far as is known. */
  readonly pages: readonly Page[]
}

/** Finds the messages of an earlier process and creates views on them. */
export type RestoreView = {
  /** Whether a place is on this kind of screen at all. */
  readonly has: (place: PlaceId) => boolean
  /** Fetches the server of a place that is not known yet: its settings and allowances count for the reply. Never rejects. */
  readonly learn: (place: PlaceId) => Promise<void>
  /** The messages that were left; new ones in the place where there are none. */
  readonly of: (sought: RestoreTarget) => Promise<View>
}

/**
 * Finishes what the last process left: a reply that was being written keeps its text and says that it was
 * interrupted; an end that was not shown is shown; queued questions are answered. Resolves when everything is shown. Beside
 * that, buttons that newer answers have outdated are removed.
 */
export const recover = async (
  unfinished: Unfinished,
  replies: Replies,
  views: RestoreView,
  deps: Dependencies,
): Promise<void> => {
  const { answers, questions, reservations } = unfinished
  // Nobody waits for that, and it leaves after everything else.
  void replies.removeOutdatedControls()
  const ends = Promise.all(answers.map((answer) => endOf(answer, unfinished, views, deps)))
  await Promise.all([
    ends.then((ended) => Promise.all(ended.map((answer) => answer && showEnd(answer, views, deps)))),
    settleLost(reservations, answers, deps).catch(deps.onFault),
    ...[...(await linesOf(questions, views, deps))].map(([place, waiting]) =>
      replies
        .resume(place, async () => {
          // What was being written belongs to the history of what is answered now.
          await Promise.all([ends, views.learn(place)])
          const jobs = await Promise.all(
            waiting.map((question) => jobOf(question, waiting, place, views, deps)),
          )
          return jobs.filter((job) => job !== undefined)
        })
        .catch(deps.onFault),
    ),
  ])
}

/** The queued questions by place, in their order. */
const linesOf = async (
  questions: readonly Question[],
  views: RestoreView,
  { store, onFault }: Dependencies,
): Promise<ReadonlyMap<PlaceId, readonly Question[]>> => {
  const lines = new Map<PlaceId, readonly Question[]>()
  for (const question of questions) {
    const conversation = await store.conversationOf(question.id).catch(onFault)
    if (!conversation || !views.has(conversation.place)) continue
    lines.set(conversation.place, [...(lines.get(conversation.place) ?? []), question])
  }
  return lines
}

/** Whether another answer to the same question had begun to replace it on the screen. */
const isReplaced = (answer: Answer, answers: readonly Answer[]): boolean =>
  answer.state !== 'writing' &&
  answers.some(({ parentId, state }) => parentId === answer.parentId && state === 'writing')

const reservationOf = (answer: Answer, reservations: readonly Reservation[]): Reservation | undefined =>
  reservations.find(({ id }) => id === reservationId(answer))

/** What is known of a request of which Claude had told nothing: if it was sent, its input is billed. */
const knownOf = ({ model, inputTokens }: Reservation) => ({
  model,
  usage: { ...noUsage, input: inputTokens },
})

/** Counts the requests that ran for something else than an answer that is recovered, such as a summary. */
const settleLost = async (
  reservations: readonly Reservation[],
  answers: readonly Answer[],
  deps: Dependencies,
): Promise<void> => {
  const writing = new Set(answers.filter(({ state }) => state === 'writing').map(reservationId))
  for (const reservation of reservations.filter(({ id }) => !writing.has(id))) {
    const { payer, id } = reservation
    const spender = { personId: payer.personId, place: payer.server?.channelId ?? '' }
    await spend('', spender, knownOf(reservation), id, deps)
  }
}

/** Brings the end of an answer to the messages that are left of it. */
const showEnd = async (answer: Answer, views: RestoreView, deps: Dependencies): Promise<void> => {
  const { store } = deps
  try {
    const question = await store.turn(answer.parentId)
    const conversation = await store.conversationOf(answer.id)
    if (conversation === null) return
    const strings = stringsFor((question?.role === 'question' && question.locale) || '')
    const view = await views.of({
      place: conversation.place,
      questionId: answer.parentId,
      answerId: answer.id,
      since: question?.at ?? answer.at,
      pages: await pagesOf(answer, strings, deps),
    })
    await redisplay(answer, view, strings, deps)
  } catch (error) {
    if (!(error instanceof Failed)) deps.onFault(error)
    await store.confirmDisplayed(answer.id).catch(deps.onFault)
  }
}

/**
 * An answer whose end is to be shown. One that was being written was interrupted, and is stored as such first. Null for
 * others. Never rejects.
 */
const endOf = async (
  answer: Answer,
  { answers, reservations }: Unfinished,
  views: RestoreView,
  deps: Dependencies,
): Promise<Answer | null> => {
  const { store, onFault } = deps
  try {
    if (isReplaced(answer, answers)) return await store.confirmDisplayed(answer.id).then(() => null)
    const conversation = await store.conversationOf(answer.id)
    if (conversation === null || !views.has(conversation.place)) return null
    await views.learn(conversation.place)
    if (answer.state !== 'writing') return answer
    const question = await store.turn(answer.parentId)
    const speakerId = question?.role === 'question' ? question.speaker.id : ''
    const reservation = reservationOf(answer, reservations)
    const spender = { personId: reservation?.payer.personId ?? speakerId, place: conversation.place }
    const known = reservation && answer.running === undefined ? knownOf(reservation) : undefined
    await finishAnswer(answer, spender, interrupted(answer), deps, known)
    const ended = await store.turn(answer.id)
    return ended?.role === 'answer' ? ended : null
  } catch (error) {
    onFault(error)
    return null
  }
}

const jobOf = async (
  question: Question,
  waiting: readonly Question[],
  place: PlaceId,
  views: RestoreView,
  deps: Dependencies,
): Promise<Job | undefined> => {
  try {
    const view = await views.of({ place, questionId: question.id, since: question.at, pages: [] })
    const parent = waiting.find(({ id }) => question.isReply && id === question.parentId)
    const after = parent ? [parent.speaker.id] : []
    const look = await deps.look(place, question.speaker.id)
    return { question, place, after, strings: stringsFor(question.locale ?? ''), look, view }
  } catch (error) {
    deps.onFault(error)
    return undefined
  }
}
