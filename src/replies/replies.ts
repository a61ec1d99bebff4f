import type { Clock } from '../clock.ts'
import { Failed } from '../conversation/failure.ts'
import type { Answer, PlaceId } from '../conversation/turn.ts'
import type { Page } from '../display/page.ts'
import type { Strings } from '../i18n/strings.ts'
import { type AskRequest, createArrivals } from './arrivals.ts'
import { beginAtOnce, type ShowFirst } from './begin-at-once.ts'
import type { Dependencies } from './dependencies.ts'
import type { Job } from './job.ts'
import { detailsOf, pagesOf, redisplay } from './redisplay.ts'
import { type Actor, type CancelReason, createRunningReplies, type Match } from './running-replies.ts'
import type { View } from './view.ts'

/** An answer that is stored, and the view that is to show it. */
export type ShowRequest = { readonly answer: Answer; readonly strings: Strings; readonly view: View }

export type Replies = {
  /**
   * Stores the question, waits for its turn in its place, and answers it; resolves when the answer is shown whole.
   * A question whose origin was asked before is let go; one too many, or that cannot be stored, is declined in words.
   */
  readonly ask: (asking: AskRequest) => Promise<void>
  /** Writes another answer to a question, or goes on with one. `busy` while a reply to the question is being written. */
  readonly write: (job: Omit<Job, 'look'>, showFirst?: ShowFirst) => Promise<'done' | 'busy'>
  /**
   * Gets the jobs that are found in line, in their order and before whoever asks in the place from now on; resolves when
   * all are done. Rejects with what `found` rejects with.
   */
  readonly resume: (place: PlaceId, found: () => Promise<readonly Job[]>) => Promise<void>
  /** Shows another answer that is stored. `busy` while a reply to its question is being written or shown. */
  readonly show: (showing: ShowRequest, showFirst?: ShowFirst) => Promise<'done' | 'busy'>
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
  /** Whether nobody has begun to answer a question that is in line. */
  readonly isWaiting: (questionId: string) => boolean
  /** How many replies are past their turn, and how many questions wait for theirs. */
  readonly count: () => { readonly active: number; readonly waiting: number }
  /** How much is under way; nothing is kept of what is over. */
  readonly size: () => number
  /** Takes no more questions; gives running replies `grace` ms to finish, then ends them in words. */
  readonly shutDown: (grace: number) => Promise<void>
}

/** No reply is under way. */
export const createReplies = (deps: Dependencies): Replies => {
  const running = createRunningReplies(deps)
  const arrivals = createArrivals(running, deps)
  const shown = new Map<string, Promise<unknown>>()

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
    details: (answer, strings, hasThreads) => detailsOf(answer, strings, deps, hasThreads),
    cancel: running.cancel,
    forget: running.forget,
    stop: running.stop,
    shutDown: running.shutDown,
    isWaiting: (questionId) => running.find(questionId)?.job.batch?.isOpen() ?? false,
    count: running.count,
    size: () => running.size() + shown.size + arrivals.size(),
  }
}

/** How long, in ms, a pressed button may be kept waiting: Discord wants to hear of it within 3 s. */
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
