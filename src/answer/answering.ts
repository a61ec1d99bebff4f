import type { NewQuestion } from '../conversation/memory.ts'
import type { PlaceId } from '../conversation/turn.ts'
import { Failed } from '../reply/failure.ts'
import type { Words } from '../words/words.ts'
import { createAdmission } from './admission.ts'
import { decline } from './decline.ts'
import { failureBehind } from './failure-behind.ts'
import type { Job } from './job.ts'
import { runReply } from './run-reply.ts'
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
   * A question whose origin was asked before is let go; one too many, or that cannot be stored, is declined in words.
   */
  readonly ask: (asking: Asking) => Promise<void>
  /** Writes another answer to a question, or goes on with one. `busy` while a reply to the question is being written. */
  readonly write: (job: Job) => Promise<'done' | 'busy'>
  /** Ends a reply that waits or grows. Only the asker and moderators may, and only from the reply's own place. */
  readonly stop: (questionId: string, place: PlaceId, by: Presser) => 'stopped' | 'not-yours' | 'gone'
  /** Takes no more questions; gives running replies `grace` ms to finish, then ends them in words. */
  readonly shutDown: (grace: number) => Promise<void>
}

type Running = { readonly job: Job; readonly abort: AbortController; readonly done: Promise<void> }

/** The use case: a question in a place becomes a finished reply, remembered. */
export const createAnswering = (around: Surroundings): Answering => {
  const running = new Map<string, Running>()
  const admission = createAdmission(around.limits)
  let isOpen = true

  const run = async (job: Job): Promise<void> => {
    const { id } = job.question
    const abort = new AbortController()
    if (!isOpen) abort.abort(new Failed({ kind: 'shutdown' }))
    const done = runReply(job, abort, around)
    running.set(id, { job, abort, done })
    await done.finally(() => running.delete(id))
  }

  const take = async ({ question: asked, words, view }: Asking): Promise<void> => {
    const stored = await around.memory.addQuestion(asked).catch(async (error: unknown) => {
      around.onFault(error)
      await decline(failureBehind(error), view, words, around)
      return null
    })
    if (stored !== null) await run({ question: stored, place: asked.place, words, view })
  }

  return {
    ask: async (asking) => {
      const { question, words, view } = asking
      const entered = admission.enter(question.speaker.id, question.place)
      if ('refused' in entered) return decline({ kind: entered.refused }, view, words, around)
      await take(asking).finally(entered.leave)
    },
    write: async (job) => {
      if (running.has(job.question.id)) return 'busy'
      await run(job)
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
