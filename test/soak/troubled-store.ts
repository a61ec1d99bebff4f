import type { Clock } from '../../src/clock.ts'
import { StoreFailed } from '../../src/conversation/store-failed.ts'
import { openStore } from '../../src/store/open-store.ts'

type Kind = 'disk-full' | 'locked'

/** A store that can be made to fail for a while: then nothing can be written. */
export const troubledStore = (clock: Clock) => {
  let trouble: Kind | undefined
  const guard =
    <Given extends readonly unknown[], Result>(run: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      if (trouble !== undefined) throw new StoreFailed(trouble, `The database is ${trouble}.`)
      return run(...given)
    }
  const open: typeof openStore = async (options) => {
    const memory = await openStore(options)
    return {
      ...memory,
      addQuestion: guard(memory.addQuestion),
      editQuestion: guard(memory.editQuestion),
      removeQuestion: guard(memory.removeQuestion),
      setWaiting: guard(memory.setWaiting),
      setHead: guard(memory.setHead),
      beginAnswer: guard(memory.beginAnswer),
      reopenAnswer: guard(memory.reopenAnswer),
      checkpoint: guard(memory.checkpoint),
      keepBeside: guard(memory.keepBeside),
      settle: guard(memory.settle),
      conceal: guard(memory.conceal),
      confirmDisplayed: guard(memory.confirmDisplayed),
      addShown: guard(memory.addShown),
      removeShown: guard(memory.removeShown),
      addSpending: guard(memory.addSpending),
      inherit: guard(memory.inherit),
    }
  }
  return {
    open,
    fail: (kind: Kind, ms: number): void => {
      trouble = kind
      clock.after(ms, () => {
        trouble = undefined
      })
    },
  }
}
