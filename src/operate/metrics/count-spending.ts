import type { Spending, Store } from '../../conversation/store.ts'
import type { Metrics } from './metrics.ts'

/** The store, with everything that it records as spent counted too. */
export const countSpending = (store: Store, { spent }: Pick<Metrics, 'spent'>): Store => {
  const count = (spending: Spending | undefined): void => {
    if (spending) spent({ ...spending, model: spending.model || 'unknown' })
  }
  return {
    ...store,
    addSpending: async (spending) => {
      await store.addSpending(spending)
      count(spending)
    },
    settle: async (answer, settled, spending) => {
      await store.settle(answer, settled, spending)
      count(spending)
    },
  }
}
