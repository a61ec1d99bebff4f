import type pg from 'pg'

/** Budgets of a day in US dollars. */
export type Budgets = { readonly day: number; readonly serverDay: number }

type Use = { readonly account: string; readonly spent: number; readonly reserved: number }

const usesOf = async (client: pg.Client): Promise<readonly Use[]> => {
  const { rows } = await client.query<Use>(`
    select account, spent_micro_dollars::float8 as spent, reserved_micro_dollars::float8 as reserved
    from allowance_use where length(period) = 10 and (account = 'bot' or account like 'server:%')`)
  return rows
}

/** What one request has cost at most, and all of them together, in millionths of a dollar. */
const costs = async (client: pg.Client): Promise<{ readonly most: number; readonly all: number }> => {
  const { rows } = await client.query<{ most: number; all: number }>(`
    select coalesce(max(dollars), 0)::float8 * 1e6 as most, coalesce(sum(ceil(dollars * 1e6)), 0)::float8 as all from spending`)
  return rows[0] ?? { most: 0, all: 0 }
}

/**
 * What is wrong with the budgets, in words: of an account that spent more than its budget and one reply, of one that still has
 * something reserved, and of a sum that is not what the requests have cost.
 */
export const wrongBudgets = async (client: pg.Client, budgets: Budgets): Promise<readonly string[]> => {
  const uses = await usesOf(client)
  const { most, all } = await costs(client)
  const budgetOf = ({ account }: Use): number =>
    (account === 'bot' ? budgets.day : budgets.serverDay) * 1_000_000
  const { rows: left } = await client.query<{ id: string }>('select id from reservation')
  const counted = uses.filter(({ account }) => account === 'bot').reduce((sum, { spent }) => sum + spent, 0)
  return [
    ...uses
      .filter((use) => use.spent > budgetOf(use) + most)
      .map((use) => `${use.account} spent ${use.spent} of ${budgetOf(use)}`),
    ...uses
      .filter(({ reserved }) => reserved !== 0)
      .map(({ account, reserved }) => `${account} has ${reserved} reserved`),
    ...left.map(({ id }) => `the reservation ${id} is left`),
    ...(counted === all ? [] : [`the bot counted ${counted}, and its requests cost ${all}`]),
  ]
}
