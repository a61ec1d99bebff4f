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
    const store = await openStore(options)
    return {
      ...store,
      addQuestion: guard(store.addQuestion),
      editQuestion: guard(store.editQuestion),
      removeQuestion: guard(store.removeQuestion),
      setWaiting: guard(store.setWaiting),
      setHead: guard(store.setHead),
      beginReserved: guard(store.beginReserved),
      reopenAnswer: guard(store.reopenAnswer),
      checkpoint: guard(store.checkpoint),
      updateMetadata: guard(store.updateMetadata),
      settle: guard(store.settle),
      conceal: guard(store.conceal),
      confirmDisplayed: guard(store.confirmDisplayed),
      addShown: guard(store.addShown),
      removeShown: guard(store.removeShown),
      addSpending: guard(store.addSpending),
      inherit: guard(store.inherit),
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
