import type { AllowanceStore } from '../conversation/allowance-store.ts'
import type { StoreContext } from './store-context.ts'

/** Keys that are made once and kept with everything else. */
export const secretKeys = (store: StoreContext): Pick<AllowanceStore, 'key'> => ({
  key: (name, random) =>
    store.write(async (db) => {
      const row = await db
        .insertInto('secret_key')
        .values({ name, value: random() })
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet((eb) => ({ value: eb.ref('secret_key.value') })),
        )
        .returning('value')
        .executeTakeFirstOrThrow()
      return row.value
    }),
})
