import type { AllowanceStore } from '../conversation/allowance-store.ts'
import type { StoreContext } from './store-context.ts'

/** When people have asked, for as long as it counts. */
export const questionRate = (store: StoreContext): Pick<AllowanceStore, 'countQuestion'> => ({
  countQuestion: (personId, { most, within }) =>
    store.write(
      async (db) => {
        const now = store.clock.now()
        // A time that is still to come was stored before the clock was set back.
        await db
          .deleteFrom('recent_question')
          .where((eb) => eb.or([eb('at', '<=', now - within), eb('at', '>', now)]))
          .execute()
        const rows = await db
          .selectFrom('recent_question')
          .select('at')
          .where('person_id', '=', personId)
          .orderBy('at', 'desc')
          .limit(most)
          .execute()
        const oldest = rows.at(-1)
        if (oldest !== undefined && rows.length >= most) return Number(oldest.at) + within - now
        await db
          .insertInto('recent_question')
          .values({ id: store.newId(), person_id: personId, at: now })
          .execute()
        return 0
      },
      { outlasting: 'kill', within: { place: `questions of ${personId}` } },
    ),
})
