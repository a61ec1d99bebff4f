import type { NewQuestion } from '../conversation/memory.ts'
import type { PlaceId } from '../conversation/turn.ts'
import { Failed } from '../reply/failure.ts'
import type { Words } from '../words/words.ts'
import type { Job } from './job.ts'
import { runReply } from './run-reply.ts'
import { type Showing, showAnswer } from './show-answer.ts'
import type { Surroundings } from './surroundings.ts'
import type { View } from './view.ts'

/** A question, and where its answer is to be seen. */
export type Asking = {
  readonly question: NewQuestion
  readonly words: Words
  readonly view: View
}

/** Who presses a control. */
export type Presser = { readonly id: string; readonly isModerator: boolean }

export type Answering = {
  /**
   * Stores the question, waits for its turn in its place, and answers it; resolves when the answer is shown whole.
   * A question whose origin was asked before is let go.
   */
  readonly ask: (asking: Asking) => Promise<void>
  /** Writes another answer to a question, or goes on with one. `busy` while a reply to the question is being written. */
  readonly write: (job: Job) => Promise<'done' | 'busy'>
  /** Shows another answer that is stored. `busy` while a reply to its question is being written or shown. */
  readonly show: (showing: Showing) => Promise<'done' | 'busy'>
  /** Whether a reply to the question waits, is being written, or is being shown. */
  readonly isBusy: (questionId: string) => boolean
  /** Ends a reply that waits or grows. Only the asker and moderators may, and only from the reply's own place. */
  readonly stop: (questionId: string, place: PlaceId, by: Presser) => 'stopped' | 'not-yours' | 'gone'
  /** Takes no more questions; gives running replies `grace` ms to finish, then ends them in words. */
  readonly shutDown: (grace: number) => Promise<void>
}

type Running = { readonly job: Job; readonly abort: AbortController; readonly done: Promise<void> }

/** The use case: a question in a place becomes a finished reply, remembered. */
export const createAnswering = (around: Surroundings): Answering => {
  const running = new Map<string, Running>()
  const shown = new Set<string>()
  let isOpen = true

  const run = async (job: Job): Promise<void> => {
    const { id } = job.question
    const abort = new AbortController()
    if (!isOpen) abort.abort(new Failed({ kind: 'shutdown' }))
    const done = runReply(job, abort, around)
    running.set(id, { job, abort, done })
    await done.finally(() => running.delete(id))
  }

  const isBusy = (questionId: string): boolean => running.has(questionId) || shown.has(questionId)

  return {
    isBusy,
    ask: async ({ question: asked, words, view }) => {
      const question = await around.memory.addQuestion(asked)
      if (question !== null) await run({ question, place: asked.place, words, view })
    },
    write: async (job) => {
      if (isBusy(job.question.id)) return 'busy'
      await run(job)
      return 'done'
    },
    show: async (showing) => {
      const { parentId } = showing.answer
      if (isBusy(parentId)) return 'busy'
      shown.add(parentId)
      await showAnswer(showing, around).finally(() => shown.delete(parentId))
      return 'done'
    },
    stop: (questionId, place, by) => {
      const found = running.get(questionId)
      if (found?.job.place !== place) return 'gone'
      if (by.id !== found.job.question.speaker.id && !by.isModerator) return 'not-yours'
      found.abort.abort(new Failed({ kind: 'stopped' }))
      return 'stopped'
    },
    shutDown: async (grace) => {
      isOpen = false
      const cancel = around.clock.after(grace, () => {
        for (const { abort } of running.values()) abort.abort(new Failed({ kind: 'shutdown' }))
      })
      await Promise.allSettled([...running.values()].map(({ done }) => done))
      cancel()
    },
  }
}
