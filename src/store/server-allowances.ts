import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Account, MoreRequest, Subject } from '../conversation/allowance.ts'
import type { AllowanceStore } from '../conversation/allowance-store.ts'
import type { Schema } from './schema.ts'
import type { StoreContext } from './store-context.ts'

/** Written by this program, and of a shape that only it reads. */
const account = z.custom<Account>((value) => typeof value === 'string')
const subject = z.custom<Subject>((value) => typeof value === 'string')

const moreRequestOf = (row: Selectable<Schema['more_request']>): MoreRequest => ({
  id: row.id,
  serverId: row.server_id,
  personId: row.person_id,
  channelId: row.channel_id,
  account: account.parse(row.account),
  length: row.length,
  unit: row.unit,
  amount: Number(row.amount),
  day: row.day,
})

/** What servers allow, and what moderators allow on top. */
export const serverAllowances = (
  store: StoreContext,
): Pick<
  AllowanceStore,
  | 'allowances'
  | 'setAllowance'
  | 'clearAllowances'
  | 'askForMore'
  | 'withdrawMore'
  | 'moreRequest'
  | 'allowMore'
  | 'extras'
  | 'firstAlert'
> => ({
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
  askForMore: (wish) =>
    store.write(async (db) => {
      const request: MoreRequest = { ...wish, id: store.newId() }
      const { id, serverId, personId, channelId, ...rest } = request
      const added = await db
        .insertInto('more_request')
        .values({ id, server_id: serverId, person_id: personId, channel_id: channelId, ...rest })
        .onConflict((conflict) => conflict.columns(['account', 'length', 'unit', 'day']).doNothing())
        .returning('id')
        .execute()
      return added.length === 0 ? 'asked-before' : request
    }),
  withdrawMore: (id) =>
    store.write(async (db) => {
      await db.deleteFrom('more_request').where('id', '=', id).where('allowed_by', 'is', null).execute()
    }),
  moreRequest: async (id) => {
    const row = await store.db.selectFrom('more_request').selectAll().where('id', '=', id).executeTakeFirst()
    return row === undefined ? null : moreRequestOf(row)
  },
  allowMore: (id, by) =>
    store.write(async (db) => {
      const [row] = await db
        .updateTable('more_request')
        .set({ allowed_by: by })
        .where('id', '=', id)
        .where('allowed_by', 'is', null)
        .returningAll()
        .execute()
      return row === undefined ? null : moreRequestOf(row)
    }),
  extras: async (serverId, day) => {
    const rows = await store.db
      .selectFrom('more_request')
      .selectAll()
      .where('server_id', '=', serverId)
      .where('day', '=', day)
      .where('allowed_by', 'is not', null)
      .execute()
    return rows.map(moreRequestOf)
  },
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
