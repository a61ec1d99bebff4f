import type { Kysely } from 'kysely'
import type { Amount } from '../conversation/allowance.ts'
import type { Spending, Store } from '../conversation/store.ts'
import { promptTokens, type Usage } from '../conversation/usage.ts'
import { nextOrdinal } from './next-ordinal.ts'
import { settleReservation } from './reservations.ts'
import type { Schema } from './schema.ts'
import type { StoreContext } from './store-context.ts'

/** The place of the answer that a request was made for; undefined if it was forgotten meanwhile. */
const placeOf = (db: Kysely<Schema>, answerId: string) =>
  db
    .selectFrom('turn')
    .innerJoin('conversation', 'conversation.id', 'turn.conversation_id')
    .select('conversation.place')
    .where('turn.id', '=', answerId)
    .executeTakeFirst()

/** A count that can be stored: an API or a gateway may send anything in its place. */
const count = (value: number): number => (Number.isFinite(value) ? Math.max(0, Math.round(value)) : 0)

/** What a request counts to allowances where its price is not counted. */
const tokensAlone = (usage: Usage): Amount => ({
  microDollars: 0,
  tokens: count(promptTokens(usage)) + count(usage.output),
})

/** Stores the spending of a request, as a part of another write, and settles its reservation with it. */
export const insertSpending = async (db: Kysely<Schema>, spending: Spending, at: number): Promise<void> => {
  const { answerId, speakerId, model, usage, dollars, reservation, counted = tokensAlone(usage) } = spending
  const from = await placeOf(db, answerId)
  const payer = reservation === undefined ? undefined : await settleReservation(db, reservation, counted)
  await db
    .insertInto('spending')
    .values({
      ordinal: nextOrdinal(db, 'spending'),
      answer_id: from === undefined ? null : answerId,
      place: from?.place ?? '',
      speaker_id: speakerId,
      model: model || 'unknown',
      at,
      input: count(usage.input),
      cache_write_5m: count(usage.cacheWrite5m),
      cache_write_1h: count(usage.cacheWrite1h),
      cache_read: count(usage.cacheRead),
      output: count(usage.output),
      thinking: count(usage.thinking),
      web_searches: count(usage.webSearches),
      dollars: dollars === null || !Number.isFinite(dollars) ? null : dollars,
      server_id: payer?.server?.id ?? null,
    })
    .execute()
}

const sums = (db: Kysely<Schema>, since: number, speakerId: string | undefined) => {
  const query = db
    .selectFrom('spending')
    .where('at', '>=', since)
    .select(({ fn }) => [
      fn.countAll().as('requests'),
      fn.count('dollars').as('priced'),
      fn.sum('dollars').as('dollars'),
      fn.sum('input').as('input'),
      fn.sum('cache_write_5m').as('cacheWrite5m'),
      fn.sum('cache_write_1h').as('cacheWrite1h'),
      fn.sum('cache_read').as('cacheRead'),
      fn.sum('output').as('output'),
      fn.sum('thinking').as('thinking'),
      fn.sum('web_searches').as('webSearches'),
    ])
  return speakerId === undefined ? query : query.where('speaker_id', '=', speakerId)
}

/** One row per request to Claude: numbers and who caused them, no text. Forgetting deletes none of it. */
export const spending = (store: StoreContext): Pick<Store, 'addSpending' | 'spent'> => ({
  addSpending: (one) =>
    store.write((db) => insertSpending(db, one, store.clock.now()), { within: { turn: one.answerId } }),
  spent: async ({ since, speakerId }) => {
    const sum = await sums(store.db, Math.floor(since), speakerId).executeTakeFirstOrThrow()
    return {
      requests: Number(sum.requests),
      dollars: Number(sum.dollars ?? 0),
      unpriced: Number(sum.requests) - Number(sum.priced),
      usage: {
        input: Number(sum.input ?? 0),
        cacheWrite5m: Number(sum.cacheWrite5m ?? 0),
        cacheWrite1h: Number(sum.cacheWrite1h ?? 0),
        cacheRead: Number(sum.cacheRead ?? 0),
        output: Number(sum.output ?? 0),
        thinking: Number(sum.thinking ?? 0),
        webSearches: Number(sum.webSearches ?? 0),
      },
    }
  },
})
