import { Failed } from '../conversation/failure.ts'
import { StoreFailed } from '../conversation/store-failed.ts'
import type { Answer } from '../conversation/turn.ts'
import type { Page } from '../display/page.ts'
import type { Screen } from '../display/screen.ts'
import { show } from '../display/show.ts'
import type { Dependencies } from './dependencies.ts'
import { draftOfAnswer } from './draft-of-answer.ts'
import type { View } from './view.ts'

/** The pages of a finished answer, and new messages to post them as. */
export type Copy = { readonly answer: Answer; readonly pages: readonly Page[]; readonly view: View }

export type Copies = {
  /**
   * Posts the pages in their order, and tries again for ten minutes what Discord does not take at once. `cut-off`: what is
   * missing is not posted any more, because Discord refuses it, the answer was deleted, or the process ends.
   */
  readonly post: (copy: Copy) => Promise<'shown' | 'cut-off'>
  readonly size: () => number
  /** Resolves when none is under way: `giveUp` ends them. A copy is not taken up again after a start. */
  readonly settled: () => Promise<unknown>
}

type CopyDependencies = Pick<Dependencies, 'store' | 'clock' | 'giveUp'>

/** How long a copy may take, in ms: the word about it can be changed for 15 minutes. */
const patience = 10 * 60_000

/** Starts with none. */
export const createCopies = (deps: CopyDependencies): Copies => {
  const { clock, giveUp } = deps
  const running = new Set<Promise<'shown' | 'cut-off'>>()
  return {
    post: async (copy) => {
      const over = new AbortController()
      const cancel = clock.after(patience, () => over.abort(new Failed({ kind: 'screen-gone' })))
      const posting = post(copy, AbortSignal.any([giveUp, over.signal]), deps)
      running.add(posting)
      return posting.finally(() => {
        cancel()
        running.delete(posting)
      })
    },
    size: () => running.size,
    settled: () => Promise.allSettled(running),
  }
}

const post = async (
  { answer, pages, view }: Copy,
  signal: AbortSignal,
  { store, clock }: CopyDependencies,
): Promise<'shown' | 'cut-off'> => {
  const screen = whileStored(
    answer,
    view.screen(() => answer.id),
    store,
  )
  const display = show({ render: () => pages, screen, clock, shown: view.shown, signal })
  display.take(draftOfAnswer(answer))
  try {
    await display.done
    return 'shown'
  } catch (error) {
    if (error instanceof Failed) return 'cut-off'
    throw error
  }
}

/** Shows nothing more of an answer that somebody has deleted meanwhile. One that was continued begins with the same text. */
const whileStored = (answer: Answer, screen: Screen, store: CopyDependencies['store']): Screen => ({
  gate: screen.gate,
  apply: async (change, route) => {
    try {
      const turn = await store.turn(answer.id)
      const isKept = turn?.role === 'answer' && turn.text.startsWith(answer.text)
      if (!isKept) throw new Failed({ kind: 'forgotten' })
    } catch (error) {
      if (error instanceof StoreFailed) return 'missed'
      throw error
    }
    return screen.apply(change, route)
  },
})
