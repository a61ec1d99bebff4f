import { Failed, type Failure } from '../conversation/failure.ts'
import type { NewQuestion } from '../conversation/store.ts'
import type { Answer, NewFile, PlaceId } from '../conversation/turn.ts'
import type { Page } from '../display/page.ts'
import type { Strings } from '../i18n/strings.ts'
import { createAdmission } from './admission.ts'
import { decline } from './decline.ts'
import type { Dependencies } from './dependencies.ts'
import type { Job } from './job.ts'
import { createQuestionBatch } from './question-batch.ts'
import { openQueue } from './queue.ts'
import { detailsOf, pagesOf, redisplay } from './redisplay.ts'
import { type ReplySession, startReply } from './reply-session.ts'
import { toFailure } from './to-failure.ts'
import type { View } from './view.ts'

/** A question, and where its answer is to be seen. */
export type Asking = {
  readonly question: NewQuestion
  readonly strings: Strings
  readonly view: View
  /**
   * Fetches the question's files, once it is let in, so that nobody has more fetched than may wait; null when there is
   * nothing to ask without them.
   */
  readonly bring?: () => Promise<readonly NewFile[] | null>
  /** Called when the question has got in line, or never will. */
  readonly inLine?: () => void
  /** Whether it is answered together with the waiting question of the same person, if that is the last in line. */
  readonly joins?: boolean
}

/** Who presses a control. */
export type Actor = { readonly id: string; readonly isModerator: boolean }

/** An answer that is stored, and the view that is to show it. */
export type Showing = { readonly answer: Answer; readonly strings: Strings; readonly view: View }

export type Replies = {
  /**
   * Stores the question, waits for its turn in its place, and answers it; resolves when the answer is shown whole.
   * A question whose origin was asked before is let go; one too many, or that cannot be stored, is declined in words.
   */
  readonly ask: (asking: Asking) => Promise<void>
  /** Writes another answer to a question, or goes on with one. `busy` while a reply to the question is being written. */
  readonly write: (job: Job) => Promise<'done' | 'busy'>
  /**
   * Gets the jobs that are found in line, in their order and before whoever asks in the place from now on; resolves when
   * all are done. Rejects with what `found` rejects with.
   */
  readonly resume: (place: PlaceId, found: () => Promise<readonly Job[]>) => Promise<void>
  /** Shows another answer that is stored. `busy` while a reply to its question is being written or shown. */
  readonly show: (showing: Showing) => Promise<'done' | 'busy'>
  /** What the messages of an answer that has ended show in these words. */
  readonly pages: (answer: Answer, strings: Strings) => Promise<readonly Page[]>
  /** All figures of an answer that has ended and all that one may do with it, for one person to see. */
  readonly details: (answer: Answer, strings: Strings, hasThreads: boolean) => Promise<Page>
  /** Resolves once no reply to the question is only being brought to the screen any more; after 2 s at the latest. */
  readonly settled: (questionId: string) => Promise<void>
  /** Whether a reply to the question waits, is being written, or is being shown. */
  readonly isBusy: (questionId: string) => boolean
  /** Ends a reply that waits or grows. Only the asker and moderators may, and only from the reply's own place. */
  readonly stop: (questionId: string, place: PlaceId, by: Actor) => 'stopped' | 'not-yours' | 'gone'
  /**
   * Ends every reply that matches. `deleted`: its messages are gone. `forgotten`: its questions are about to be
   * forgotten, so that its text leaves the screen and the store too. `withdrawn`: the asker took one question back; other questions that wait with it are still answered.
   *
   * @example replies.cancel('deleted', { place })
   */
  readonly cancel: (reason: CancelReason, match: Match) => void
  /** Whether nobody has begun to answer a question that is in line. */
  readonly isWaiting: (questionId: string) => boolean
  /** How much is under way; nothing is kept of what is over. */
  readonly size: () => number
  /** Takes no more questions; gives running replies `grace` ms to finish, then ends them in words. */
  readonly shutDown: (grace: number) => Promise<void>
}

/** Why replies are cancelled from outside. */
export type CancelReason = 'deleted' | 'forgotten' | 'withdrawn'

const kindOf = {
  deleted: 'screen-gone',
  forgotten: 'forgotten',
  withdrawn: 'question-deleted',
} as const

/** Which replies are meant. */
export type Match =
  | { readonly questionId: string }
  | { readonly place: PlaceId }
  | { readonly speakerId: string }

type Running = ReplySession & { readonly job: Job }

const matches = (match: Match): ((running: Running) => boolean) => {
  if ('questionId' in match) return isAbout(match.questionId)
  if ('place' in match) return ({ job }) => job.place === match.place
  return ({ job }) => job.question.speaker.id === match.speakerId
}

/** Takes a question out of those that wait together. Returns whether the others are still to be answered. */
const leavesOthers = ({ job: { batch } }: Running, match: Match): boolean =>
  'questionId' in match && batch?.isOpen() === true && batch.leave(match.questionId) === 'left'

/** How long, in ms, a pressed button may be kept waiting: Discord wants to hear of it within 3 s. */
const patience = 2_000

const isAbout =
  (questionId: string) =>
  ({ job }: Running): boolean =>
    job.question.id === questionId || (job.batch?.questions() ?? []).some(({ id }) => id === questionId)

type Done = { readonly done: Promise<void> }

/** The use case: a question in a place becomes a finished reply, remembered. */
export const createReplies = (deps: Dependencies): Replies => {
  const running = new Map<string, Running>()
  const shown = new Map<string, Promise<void>>()
  /** Questions arrive in a place one after the other, so that who follows whom is never in doubt. */
  const arrivals = openQueue()
  const admission = createAdmission(deps.limits)
  let isOpen = true

  const run = async (job: Job): Promise<void> => {
    const { id } = job.question
    const session = startReply(job, deps)
    running.set(id, { job, ...session })
    if (!isOpen) session.cancel({ kind: 'shutdown' })
    await session.done
    running.delete(id)
  }

  const find = (questionId: string): Running | undefined => [...running.values()].find(isAbout(questionId))

  const isBusy = (questionId: string): boolean => find(questionId) !== undefined || shown.has(questionId)

  const settled = async (questionId: string): Promise<void> => {
    const reply = find(questionId)
    const ending = reply?.isFinishing() ? reply.done : shown.get(questionId)
    if (ending === undefined) return
    await new Promise<void>((resolve) => {
      const cancel = deps.clock.after(patience, resolve)
      const end = (): void => {
        cancel()
        resolve()
      }
      ending.then(end, end)
    })
  }

  /** Joins the last in line of its place, or gets in line itself. */
  const arrive = async ({ question: asked, strings, view, joins }: Asking): Promise<Done> => {
    const last = [...running.values()].filter(({ job }) => job.place === asked.place).at(-1)
    const batch = last?.job.batch
    const declined = async (error: unknown): Promise<null> => {
      deps.onFault(error)
      deps.replied(toFailure(error), asked.place)
      await decline(toFailure(error), view, strings, deps)
      return null
    }
    if (joins && last && batch?.takes(asked)) {
      const joined = await batch.join(asked).catch(declined)
      if (joined === null) return { done: Promise.resolve() }
      if (joined !== 'late') return last
    }
    const question = await deps.store.addQuestion(asked, view.messages()).catch(declined)
    if (question === null) return { done: Promise.resolve() }
    const gathered = createQuestionBatch(asked, question, deps.store)
    return { done: run({ question, batch: gathered, place: asked.place, strings, view }) }
  }

  return {
    isBusy,
    settled,
    pages: (answer, strings) => pagesOf(answer, strings, deps),
    details: (answer, strings, hasThreads) => detailsOf(answer, strings, deps, hasThreads),
    ask: async (asking) => {
      const { question, strings, view, bring, inLine } = asking
      const entered = admission.enter(question.speaker.id, question.place)
      if ('refused' in entered) {
        inLine?.()
        return decline({ kind: entered.refused }, view, strings, deps)
      }
      try {
        const files = bring ? await bring() : question.files
        if (files === null) return
        const arrived = arrivals.run(question.place, () =>
          arrive({ ...asking, question: { ...question, files } }),
        )
        inLine?.()
        await (await arrived).done
      } finally {
        inLine?.()
        entered.leave()
      }
    },
    cancel: (reason, match) => {
      const failure: Failure = { kind: kindOf[reason] }
      for (const found of [...running.values()].filter(matches(match)))
        if (reason !== 'withdrawn' || !leavesOthers(found, match)) found.cancel(failure)
    },
    isWaiting: (questionId) => find(questionId)?.job.batch?.isOpen() ?? false,
    write: async (job) => {
      if (isBusy(job.question.id)) return 'busy'
      await run(job)
      return 'done'
    },
    resume: async (place, found) => {
      const inLine = await arrivals.run(place, async () => {
        const jobs = await found()
        return jobs.filter(({ question }) => !isBusy(question.id)).map((job): Done => ({ done: run(job) }))
      })
      await Promise.all(inLine.map(({ done }) => done))
    },
    show: async (showing) => {
      const { parentId } = showing.answer
      if (isBusy(parentId)) return 'busy'
      const done = showAgain(showing, deps)
      shown.set(parentId, done)
      await done.finally(() => shown.delete(parentId))
      return 'done'
    },
    stop: (questionId, place, by) => {
      const found = running.get(questionId)
      if (found?.job.place !== place) return 'gone'
      if (by.id !== found.job.question.speaker.id && !by.isModerator) return 'not-yours'
      found.cancel({ kind: 'stopped' })
      return 'stopped'
    },
    size: () => running.size + shown.size + admission.size() + arrivals.busyPlaces(),
    shutDown: async (grace) => {
      isOpen = false
      const cancel = deps.clock.after(grace, () => {
        for (const { cancel } of [...running.values()]) cancel({ kind: 'shutdown' })
      })
      await Promise.allSettled([...running.values()].map(({ done }) => done))
      cancel()
    },
  }
}

const showAgain = async ({ answer, strings, view }: Showing, deps: Dependencies): Promise<void> => {
  try {
    await redisplay(answer, view, strings, deps)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
  }
}
