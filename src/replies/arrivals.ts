import type { NewQuestion } from '../conversation/store.ts'
import { StoreFailed } from '../conversation/store-failed.ts'
import type { NewFile, PlaceId, Question } from '../conversation/turn.ts'
import type { Strings } from '../i18n/strings.ts'
import { retry } from '../retry.ts'
import { createAdmission } from './admission.ts'
import { decline } from './decline.ts'
import type { Dependencies } from './dependencies.ts'
import type { Job } from './job.ts'
import { createQuestionBatch } from './question-batch.ts'
import { openQueue } from './queue.ts'
import type { RunningReplies } from './running-replies.ts'
import { declinedStory } from './story.ts'
import { toFailure } from './to-failure.ts'
import type { View } from './view.ts'

/** A question with the view for its answer. */
export type AskRequest = {
  readonly question: NewQuestion
  readonly strings: Strings
  readonly view: View
  /**
   * Fetches the files of the question once it is admitted, so that nobody can make the bot fetch more than may be
   * queued. Null if nothing is left to ask without them.
   */
  readonly fetchFiles?: () => Promise<readonly NewFile[] | null>
  /** Called when the question is queued, or will never be. May be called twice. */
  readonly onQueued?: () => void
  /** Whether it may be answered together with the last queued question, if that is of the same person. */
  readonly joins?: boolean
}

/** Takes in new questions, one after the other per place. */
export type Arrivals = {
  /** As `Replies.ask`. */
  readonly ask: (asking: AskRequest) => Promise<void>
  /** Puts jobs that are found in line, before whoever asks in the place from now on; resolves when all are done. */
  readonly resume: (place: PlaceId, found: () => Promise<readonly Job[]>) => Promise<void>
  /** How many people and places have questions that arrive, wait or are answered. */
  readonly size: () => number
}

type Done = { readonly done: Promise<void> }

/** Questions arrive in a place one after the other, so that who follows whom is never in doubt. */
export const createArrivals = (running: RunningReplies, deps: Dependencies): Arrivals => {
  const line = openQueue()
  const admission = createAdmission(deps.limits)
  return {
    ask: async (asking) => {
      const { question, strings, view, fetchFiles, onQueued } = asking
      const entered = admission.enter(question.speaker.id, question.place)
      if ('refused' in entered) {
        onQueued?.()
        const failure = { kind: entered.refused }
        deps.replied(declinedStory(failure, question.place))
        return decline(failure, view, strings, deps)
      }
      try {
        const files = fetchFiles ? await fetchFiles() : question.files
        if (files === null) return
        const brought = { ...asking, question: { ...question, files } }
        const arrived = line.run(question.place, () => arrive(brought, running, deps))
        onQueued?.()
        await (await arrived)?.done
      } finally {
        onQueued?.()
        entered.leave()
      }
    },
    resume: async (place, found) => {
      const resumed = await line.run(place, async () =>
        (await found()).map((job): Done => ({ done: running.run(job) })),
      )
      await Promise.all(resumed.map(({ done }) => done))
    },
    size: () => admission.size() + line.busyPlaces(),
  }
}

/** Whose reply a question is about: it waits until that has ended, since it would not know its words. */
const repliedTo = async (
  { isReply, parentId }: Question,
  running: RunningReplies,
  { store }: Pick<Dependencies, 'store'>,
): Promise<readonly string[]> => {
  const parent = isReply && parentId !== null ? await store.turn(parentId) : null
  const questionId = parent?.role === 'answer' ? parent.parentId : parent?.id
  const found = questionId === undefined ? undefined : running.find(questionId)
  return found === undefined ? [] : [found.job.question.speaker.id]
}

/** Joins the last question in line, or gets in line itself. Null when it is declined, or was asked before. */
const arrive = async (
  request: AskRequest,
  running: RunningReplies,
  deps: Dependencies,
): Promise<Done | null> => {
  const { question, strings, view } = request
  try {
    const progress: Progress = { isAdmitted: false }
    return await waitForStore(() => getInLine(request, progress, running, deps), request, deps)
  } catch (error) {
    if (deps.takenOver?.aborted && isSentAgain(request)) return null
    deps.onFault(error)
    deps.replied(declinedStory(toFailure(error), question.place))
    await decline(toFailure(error), view, strings, deps)
    return null
  }
}

/** Discord sends an unanswered message to whoever takes a shard over. An interaction that was acknowledged has its answer. */
const isSentAgain = ({ view }: AskRequest): boolean => view.messages().length === 0

/** Between two tries to store a question, in ms. */
const betweenStores = { first: 250, longest: 1_000 }

/**
 * With SHARDS, a question in a message waits while the database is away: either it is back before the lease of the shard ends, or
 * others take the shard over and are sent the message again. Declined here, it would be answered there all the same.
 */
const waitForStore = (
  attempt: () => Promise<Done | null>,
  request: AskRequest,
  { takenOver, clock }: Pick<Dependencies, 'takenOver' | 'clock'>,
): Promise<Done | null> =>
  takenOver === undefined || !isSentAgain(request)
    ? attempt()
    : retry(attempt, {
        ...{ ...betweenStores, clock, signal: takenOver },
        again: (error) => error instanceof StoreFailed && error.kind === 'unreachable',
      })

/** What need not be done again when a question is tried to be stored once more. */
type Progress = { isAdmitted: boolean; stored?: Question }

const getInLine = async (
  { question: asked, strings, view, joins }: AskRequest,
  progress: Progress,
  running: RunningReplies,
  deps: Dependencies,
): Promise<Done | null> => {
  if (!progress.isAdmitted) {
    const refusal = await deps.allowances.admit({ personId: asked.speaker.id, place: asked.place })
    if (refusal !== undefined) {
      deps.replied(declinedStory(refusal, asked.place))
      return { done: decline(refusal, view, strings, deps) }
    }
    progress.isAdmitted = true
  }
  const last = running.lastIn(asked.place)
  const batch = last?.job.batch
  if (joins && last && progress.stored === undefined && batch?.takes(asked)) {
    const joined = await batch.join(asked)
    if (typeof joined === 'object') progress.stored = joined.alone
    else if (joined !== 'late') return last
  }
  const look = await deps.look(asked.place, asked.speaker.id)
  const question = progress.stored ?? (await deps.store.addQuestion(asked, view.messages()))
  if (question === null) return null
  progress.stored = question
  const opened = createQuestionBatch(asked, question, deps.store)
  const after = await repliedTo(question, running, deps)
  return { done: running.run({ question, batch: opened, place: asked.place, after, strings, look, view }) }
}
