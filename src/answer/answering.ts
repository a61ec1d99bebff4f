import type { NewQuestion } from '../conversation/memory.ts'
import type { PlaceId } from '../conversation/turn.ts'
import { Failed } from '../reply/failure.ts'
import type { Page } from '../reply/page.ts'
import type { Screen } from '../reply/screen.ts'
import type { Words } from '../words/words.ts'
import { runReply } from './run-reply.ts'
import type { Surroundings } from './surroundings.ts'

/** A question, and where its answer is to be seen. */
export type Asking = {
  readonly question: NewQuestion
  readonly words: Words
  readonly view: View
}

/** Where a reply is shown. */
export type View = {
  /** What is on the screen already. */
  readonly shown: readonly Page[]
  /** Makes the screen; `turnId` gives the turn that its messages show at the moment. */
  readonly screen: (turnId: () => string) => Screen
  /** Stores which messages show the turn; called again when another turn takes them over. */
  readonly record: () => Promise<void>
}

/** Who presses a control. */
export type Presser = { readonly id: string; readonly isModerator: boolean }

export type Answering = {
  /** Stores the question, waits for its turn in its place, and answers it; resolves when the answer is shown whole. */
  readonly ask: (asking: Asking) => Promise<void>
  /** Ends a reply that waits or grows. Only the asker and moderators may, and only from the reply's own place. */
  readonly stop: (questionId: string, place: PlaceId, by: Presser) => 'stopped' | 'not-yours' | 'gone'
  /** Takes no more questions; gives running replies `grace` ms to finish, then ends them in words. */
  readonly shutDown: (grace: number) => Promise<void>
}

type Running = {
  readonly place: PlaceId
  readonly askerId: string
  readonly abort: AbortController
  readonly done: Promise<void>
}

/** The use case: a question in a place becomes a finished reply, remembered. */
export const createAnswering = (around: Surroundings): Answering => {
  const running = new Map<string, Running>()
  let isOpen = true

  const ask = async (asking: Asking): Promise<void> => {
    const question = await around.memory.addQuestion(asking.question)
    if (question === null) return
    const abort = new AbortController()
    if (!isOpen) abort.abort(new Failed({ kind: 'shutdown' }))
    const done = runReply(question, asking, abort, around)
    const { place, speaker } = asking.question
    running.set(question.id, { place, askerId: speaker.id, abort, done })
    await done.finally(() => running.delete(question.id))
  }

  return {
    ask,
    stop: (questionId, place, by) => {
      const found = running.get(questionId)
      if (found?.place !== place) return 'gone'
      if (by.id !== found.askerId && !by.isModerator) return 'not-yours'
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
