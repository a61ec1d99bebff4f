import { z } from 'zod'
import type { Subject } from '../conversation/allowance.ts'
import type { AllowanceStore } from '../conversation/allowance-store.ts'
import type { StoreContext } from './store-context.ts'

/** Written by this program, and of a shape that only it reads. */
const subject = z.custom<Subject>((value) => typeof value === 'string')

/** What servers allow, and the alerts that were sent about it. */
export const serverAllowances = (
  store: StoreContext,
): Pick<AllowanceStore, 'allowances' | 'setAllowance' | 'clearAllowances' | 'firstAlert'> => ({
  allowances: async (serverId) => {
    const rows = await store.db
      .selectFrom('allowance')
      .selectAll()
      .where('server_id', '=', serverId)
      .orderBy('subject')
      .orderBy('length')
      .orderBy('unit')
      .execute()
    return rows.map((row) => ({
      subject: subject.parse(row.subject),
      length: row.length,
      unit: row.unit,
      amount: Number(row.amount),
    }))
  },
  setAllowance: (serverId, allowance) =>
    store.write(async (db) => {
      await db
        .insertInto('allowance')
        .values({ server_id: serverId, ...allowance })
        .onConflict((conflict) =>
          conflict
            .columns(['server_id', 'subject', 'length', 'unit'])
            .doUpdateSet({ amount: allowance.amount }),
        )
        .execute()
    }),
  clearAllowances: (serverId, which) =>
    store.write(async (db) => {
      let query = db.deleteFrom('allowance').where('server_id', '=', serverId)
      if (which.subject !== undefined) query = query.where('subject', '=', which.subject)
      if (which.length !== undefined) query = query.where('length', '=', which.length)
      if (which.unit !== undefined) query = query.where('unit', '=', which.unit)
      return Number((await query.executeTakeFirstOrThrow()).numDeletedRows)
    }),
  firstAlert: (alert) =>
    store.write(async (db) => {
      const added = await db
        .insertInto('allowance_alert')
        .values(alert)
        .onConflict((conflict) => conflict.doNothing())
        .returning('percent')
        .execute()
      return added.length > 0
    }),
})
