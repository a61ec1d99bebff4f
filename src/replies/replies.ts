import type { Clock } from '../clock.ts'
import { Failed } from '../conversation/failure.ts'
import type { Answer, PlaceId } from '../conversation/turn.ts'
import type { Page } from '../display/page.ts'
import type { Strings } from '../i18n/strings.ts'
import { type AskRequest, createArrivals } from './arrivals.ts'
import { beginAtOnce, type ShowFirst } from './begin-at-once.ts'
import { type Copies, createCopies } from './copies.ts'
import type { Dependencies } from './dependencies.ts'
import { type Job, spenderOf } from './job.ts'
import { createControlsCleanUp } from './outdated-controls.ts'
import { detailsOf, pagesForThread, pagesOf, redisplay } from './redisplay.ts'
import { type Actor, type CancelReason, createRunningReplies, type Match } from './running-replies.ts'
import { declinedStory } from './story.ts'
import type { View } from './view.ts'

/** A stored answer and the view to show it in. */
export type ShowRequest = { readonly answer: Answer; readonly strings: Strings; readonly view: View }

export type Replies = {
  /**
   * Stores the question, waits for its turn and answers it. Resolves when the answer is completely shown. A question
   * whose origin is stored already is ignored. A question that exceeds the limits or cannot be stored is declined
   * with a message.
   */
  readonly ask: (asking: AskRequest) => Promise<void>
  /** Writes another answer to a question, or continues one. `busy` if a reply to the question is already under way. */
  readonly write: (job: Omit<Job, 'look'>, showFirst?: ShowFirst) => Promise<'done' | 'busy'>
  /**
   * Queues the jobs that `found` returns, in their order and ahead of questions that are asked in the place from now
   * on. Resolves when all are done; rejects if `found` rejects.
   */
  readonly resume: (place: PlaceId, found: () => Promise<readonly Job[]>) => Promise<void>
  /** Shows another stored answer. `busy` if a reply to its question is being written or shown. */
  readonly show: (showing: ShowRequest, showFirst?: ShowFirst) => Promise<'done' | 'busy'>
  /** The pages of a finished answer. */
  readonly pages: (answer: Answer, strings: Strings) => Promise<readonly Page[]>
  /**
   * The pages of an answer for a new thread, with or without files; none where its messages show all of it already, or while
   * it is being written.
   */
  readonly pagesForThread: (answer: Answer, strings: Strings, canAttach: boolean) => Promise<readonly Page[]>
  /** Posts an answer once more, as it is now. The new messages are no part of the reply. */
  readonly copy: Copies['post']
  /** A private page with all figures and actions of a finished answer. */
  readonly details: (answer: Answer, strings: Strings, hasThreads: boolean) => Promise<Page>
  /** Waits while a reply to the question is only being stored and shown: 2 s at most. */
  readonly settled: (questionId: string) => Promise<void>
  /** Whether a reply to the question is queued, being written or being shown. */
  readonly isBusy: (questionId: string) => boolean
  /**
   * Ends a reply that is queued or being written. Only the asker and moderators may, and only in the reply's own
   * place.
   */
  readonly stop: (questionId: string, place: PlaceId, by: Actor) => 'stopped' | 'not-yours' | 'gone'
  /**
   * Ends every reply that matches. `deleted`: its messages are gone. `withdrawn`: the asker took one question back; other
   * questions that wait with it are still answered.
   *
   * @example replies.cancel('deleted', { place })
   */
  readonly cancel: (reason: CancelReason, match: Match) => void
  /**
   * Ends every reply whose question is to be forgotten, and calls `erase`, which deletes the questions. Text that Claude
   * has written leaves the screen and the store. Resolves with what `erase` returns.
   *
   * @example await replies.forget({ place }, () => store.forgetPlace(place, now))
   */
  readonly forget: <T>(match: Match, erase: () => Promise<T>) => Promise<T>
  /** Removes the buttons of answers that an earlier process has left there, though newer ones have ended. Never rejects. */
  readonly removeOutdatedControls: () => Promise<void>
  /** Whether a question is queued. */
  readonly isWaiting: (questionId: string) => boolean
  /** How many replies are past their turn, and how many questions wait for theirs. */
  readonly count: () => { readonly active: number; readonly waiting: number }
  /** The number of things under way; 0 when idle. */
  readonly size: () => number
  /** Takes no more questions; gives running replies `grace` ms to finish, then ends them in words. */
  readonly shutDown: (grace: number) => Promise<void>
}

/** Starts with no replies. */
export const createReplies = (deps: Dependencies): Replies => {
  const cleanUp = createControlsCleanUp(deps, (questionId) => isBusy(questionId))
  const running = createRunningReplies(deps, (conversationId) => void cleanUp.run(conversationId))
  const arrivals = createArrivals(running, deps)
  const shown = new Map<string, Promise<unknown>>()
  const copies = createCopies(deps)

  const isBusy = (questionId: string): boolean =>
    running.find(questionId) !== undefined || shown.has(questionId)

  /** Keeps other presses away from the messages of a question while they change. */
  const whileShown = <T>(questionId: string, work: Promise<T>): Promise<T> => {
    shown.set(questionId, work)
    return work.finally(() => shown.delete(questionId))
  }

  return {
    isBusy,
    ask: arrivals.ask,
    write: async (job, showFirst) => {
      const { id } = job.question
      if (isBusy(id)) return 'busy'
      const run = async (): Promise<{ readonly done: Promise<void> }> => {
        const refusal = await deps.allowances.admit(spenderOf(job))
        if (refusal !== undefined) {
          deps.replied(declinedStory(refusal, job.place))
          await job.tellPrivately?.(refusal)
          return { done: Promise.resolve() }
        }
        const look = await deps.look(job.place, job.question.speaker.id)
        const looking = { ...job, look }
        const begun = showFirst ? await beginAtOnce(looking, showFirst, deps) : looking
        return { done: running.run(begun) }
      }
      await (await whileShown(id, run())).done
      return 'done'
    },
    resume: (place, found) =>
      arrivals.resume(place, async () => (await found()).filter(({ question }) => !isBusy(question.id))),
    show: async (showing, showFirst) => {
      const { parentId } = showing.answer
      if (isBusy(parentId)) return 'busy'
      await whileShown(parentId, showAgain(showing, showFirst, deps))
      return 'done'
    },
    settled: async (questionId) => {
      const reply = running.find(questionId)
      const ending = reply?.isFinishing() ? reply.done : shown.get(questionId)
      if (ending !== undefined) await atMost(patience, ending, deps.clock)
    },
    pages: (answer, strings) => pagesOf(answer, strings, deps),
    pagesForThread: async (answer, strings, canAttach) =>
      isBusy(answer.parentId) ? [] : pagesForThread(answer, strings, deps, canAttach),
    copy: copies.post,
    details: (answer, strings, hasThreads) => detailsOf(answer, strings, deps, hasThreads),
    cancel: running.cancel,
    forget: running.forget,
    stop: running.stop,
    shutDown: async (grace) => {
      await Promise.all([running.shutDown(grace), copies.settled()])
    },
    removeOutdatedControls: cleanUp.run,
    isWaiting: (questionId) => running.find(questionId)?.job.batch?.isOpen() ?? false,
    count: running.count,
    size: () => running.size() + shown.size + arrivals.size() + cleanUp.size() + copies.size(),
  }
}

/** How long `settled` waits, in ms: a pressed button must be acknowledged within 3 s. */
const patience = 2_000

const showAgain = async (
  { answer, strings, view }: ShowRequest,
  showFirst: ShowFirst | undefined,
  deps: Dependencies,
): Promise<void> => {
  const shown = showFirst ? await showFirst(await pagesOf(answer, strings, deps, view)) : view.shown
  try {
    await redisplay(answer, { ...view, shown }, strings, deps)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
  }
}

/** Resolves when the work has ended, well or not, or after so many ms. */
const atMost = async (ms: number, work: Promise<unknown>, clock: Clock): Promise<void> =>
  new Promise<void>((resolve) => {
    const cancel = clock.after(ms, resolve)
    const end = (): void => {
      cancel()
      resolve()
    }
    work.then(end, end)
  })
