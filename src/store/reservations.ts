import { type Kysely, type Selectable, sql } from 'kysely'
import {
  type Amount,
  type Decision,
  nothing,
  type Payer,
  type Reservation,
  type Reserving,
  reservationId,
} from '../conversation/allowance.ts'
import type { AllowanceStore } from '../conversation/allowance-store.ts'
import { addUse, holdUses, readUses } from './allowance-uses.ts'
import type { Schema } from './schema.ts'
import type { StoreContext, TurnOwner } from './store-context.ts'
import { hasLivingOwner } from './turn-owner.ts'
import type { WriteOptions } from './writes.ts'

type Row = Selectable<Schema['reservation']>

const payerOf = ({ person_id, server_id, channel_id }: Row): Payer => ({
  personId: person_id,
  ...(server_id !== null && { server: { id: server_id, channelId: channel_id ?? '' } }),
})

const reservationOf = (row: Row): Reservation => ({
  id: row.id,
  payer: payerOf(row),
  model: row.model,
  amount: { microDollars: Number(row.micro_dollars), tokens: Number(row.tokens) },
  inputTokens: Number(row.input_tokens),
})

/** Reserves as a part of another write: it decides by the use at that moment. */
export const reserve = async (
  db: Kysely<Schema>,
  id: string,
  { payer, periods, model, decide }: Reserving,
  { clock, owner }: Pick<StoreContext, 'clock' | 'owner'>,
): Promise<Decision> => {
  // What it has reserved itself, before a pause, does not stand in its way.
  const [before] = await db.selectFrom('reservation').selectAll().where('id', '=', id).execute()
  await settleReservation(db, id, nothing)
  const decision = decide(await holdUses(db, payer, periods))
  if (decision.type === 'reserved') {
    const { amount, inputTokens } = decision
    const { server, personId } = payer
    await insertReservation(db, {
      ...{ id, person_id: personId, server_id: server?.id ?? null, channel_id: server?.channelId ?? null },
      ...{ day: periods.day, month: periods.month, model, at: clock.now() },
      ...{ micro_dollars: amount.microDollars, tokens: amount.tokens, input_tokens: inputTokens },
      process_id: owner?.unitId ?? null,
    })
  } else if (before !== undefined) await insertReservation(db, before)
  return decision
}

const insertReservation = async (db: Kysely<Schema>, row: Row): Promise<void> => {
  const reserved = { microDollars: Number(row.micro_dollars), tokens: Number(row.tokens) }
  await addUse(db, payerOf(row), row, { spent: nothing, reserved })
  await db.insertInto('reservation').values(row).execute()
}

/**
 * Takes a reservation back and counts what was spent in its place, in the periods in which it was made. Gives who pays;
 * undefined, and counts nothing, where there is none.
 */
export const settleReservation = async (
  db: Kysely<Schema>,
  id: string,
  spent: Amount,
): Promise<Payer | undefined> => {
  const [row] = await db.deleteFrom('reservation').where('id', '=', id).returningAll().execute()
  if (row === undefined) return undefined
  const reserved = { microDollars: -Number(row.micro_dollars), tokens: -Number(row.tokens) }
  await addUse(db, payerOf(row), row, { spent, reserved })
  return payerOf(row)
}

/** Uses are locked row by row: only writes to the same reservation wait for each other. */
const alone = (id: string): WriteOptions => ({ within: { place: `reservation ${id}` } })

/** Takes over what processes that are gone have reserved for summaries. PostgreSQL alone knows of processes. */
const claimOthers = async (db: Kysely<Schema>, { unitId }: TurnOwner): Promise<readonly Row[]> => {
  const { rows } = await sql<Row>`
    update reservation set process_id = ${unitId} where id like 'summary:%' and not ${hasLivingOwner}
    returning *`.execute(db)
  return rows
}

/** What requests that run could still use, and what has been used. */
export const reservations = (
  store: StoreContext,
): Pick<AllowanceStore, 'reserve' | 'release' | 'reservations' | 'uses' | 'dropUsesBefore'> => ({
  reserve: (id, reserving) => store.write((db) => reserve(db, id, reserving, store), alone(id)),
  release: (id) => store.write(async (db) => void (await settleReservation(db, id, nothing)), alone(id)),
  reservations: async (answers) => {
    const { owner } = store
    const all = await store.db.selectFrom('reservation').selectAll().orderBy('at').execute()
    if (owner === undefined) return all.map(reservationOf)
    const ids = new Set(answers.map(reservationId))
    const others = await store.write((db) => claimOthers(db, owner))
    return [...all.filter(({ id }) => ids.has(id)), ...others].map(reservationOf)
  },
  uses: (accounts, periods) => readUses(store.db, accounts, periods),
  dropUsesBefore: (period) =>
    store.write(async (db) => {
      await db.deleteFrom('allowance_use').where('period', '<', period).execute()
      await db.deleteFrom('allowance_alert').where('period', '<', period).execute()
      await db.deleteFrom('more_request').where('day', '<', period).execute()
    }),
})
