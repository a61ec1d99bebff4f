import type { Kysely } from 'kysely'
import {
  type Account,
  type Amount,
  accountsOf,
  type Payer,
  type Periods,
  type UseOf,
} from '../conversation/allowance.ts'
import type { Schema } from './schema.ts'

type Row = Schema['allowance_use']

const none: Omit<Row, 'account' | 'period'> = {
  spent_micro_dollars: 0,
  spent_tokens: 0,
  reserved_micro_dollars: 0,
  reserved_tokens: 0,
}

/** The keys of all uses that a payer's requests count to, always in the same order: two writers then never wait for each other. */
const keysOf = (payer: Payer, { day, month }: Periods): readonly Pick<Row, 'account' | 'period'>[] =>
  accountsOf(payer)
    .flatMap((account) => [day, month].map((period) => ({ account, period })))
    .toSorted((a, b) => (a.account + a.period < b.account + b.period ? -1 : 1))

const useIn = (rows: readonly Row[]): UseOf => {
  const found = new Map(rows.map((row) => [`${row.account} ${row.period}`, row]))
  return (account, period) => {
    const row = found.get(`${account} ${period}`) ?? none
    return {
      spent: { microDollars: Number(row.spent_micro_dollars), tokens: Number(row.spent_tokens) },
      reserved: { microDollars: Number(row.reserved_micro_dollars), tokens: Number(row.reserved_tokens) },
    }
  }
}

/** Reads the uses that a payer counts to, and keeps them from other writers until the transaction ends. */
export const holdUses = async (db: Kysely<Schema>, payer: Payer, periods: Periods): Promise<UseOf> => {
  const rows = await db
    .insertInto('allowance_use')
    .values(keysOf(payer, periods).map((key) => ({ ...key, ...none })))
    // A row that is written is locked, also where a row that is only read is not.
    .onConflict((conflict) =>
      conflict.columns(['account', 'period']).doUpdateSet((eb) => ({
        reserved_tokens: eb.ref('allowance_use.reserved_tokens'),
      })),
    )
    .returningAll()
    .execute()
  return useIn(rows)
}

/** Adds to all uses that a payer counts to; what is reserved may be negative to take it back. */
export const addUse = async (
  db: Kysely<Schema>,
  payer: Payer,
  periods: Periods,
  { spent, reserved }: { readonly spent: Amount; readonly reserved: Amount },
): Promise<void> => {
  await db
    .insertInto('allowance_use')
    .values(
      keysOf(payer, periods).map((key) => ({
        ...key,
        spent_micro_dollars: spent.microDollars,
        spent_tokens: spent.tokens,
        reserved_micro_dollars: Math.max(0, reserved.microDollars),
        reserved_tokens: Math.max(0, reserved.tokens),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['account', 'period']).doUpdateSet((eb) => ({
        spent_micro_dollars: eb('allowance_use.spent_micro_dollars', '+', spent.microDollars),
        spent_tokens: eb('allowance_use.spent_tokens', '+', spent.tokens),
        reserved_micro_dollars: eb('allowance_use.reserved_micro_dollars', '+', reserved.microDollars),
        reserved_tokens: eb('allowance_use.reserved_tokens', '+', reserved.tokens),
      })),
    )
    .execute()
}

/** The use of accounts in periods. */
export const readUses = async (
  db: Kysely<Schema>,
  accounts: readonly Account[],
  periods: readonly string[],
): Promise<UseOf> =>
  useIn(
    accounts.length === 0
      ? []
      : await db
          .selectFrom('allowance_use')
          .selectAll()
          .where('account', 'in', accounts)
          .where('period', 'in', periods)
          .execute(),
  )
