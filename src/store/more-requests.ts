import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Account, MoreRequest } from '../conversation/allowance.ts'
import type { AllowanceStore } from '../conversation/allowance-store.ts'
import type { Schema } from './schema.ts'
import type { StoreContext } from './store-context.ts'

/** Written by this program, and of a shape that only it reads. */
const account = z.custom<Account>((value) => typeof value === 'string')

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

/** What people ask for on top of what their server allows, and what moderators grant them. */
export const moreRequests = (
  store: StoreContext,
): Pick<AllowanceStore, 'askForMore' | 'withdrawMore' | 'moreRequest' | 'allowMore' | 'extras'> => ({
  askForMore: (wish) =>
    store.write(async (db) => {
      const request: MoreRequest = { ...wish, id: store.newId() }
      const { id, serverId, personId, channelId, ...rest } = request
      const added = await db
        .insertInto('more_request')
        .values({ id, server_id: serverId, person_id: personId, channel_id: channelId, ...rest })
        .onConflict((conflict) => conflict.doNothing())
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
})
