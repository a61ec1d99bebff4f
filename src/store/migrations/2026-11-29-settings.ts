import type { Kysely } from 'kysely'
import { z } from 'zod'

/** What a conversation kept as its settings, each under its name there and its name from now on. */
const moved = {
  model: 'model',
  effort: 'effort',
  persona: 'persona',
  webSearch: 'search',
  showThinking: 'thinking',
} as const

type Tables = {
  conversation: { id: string; ordinal: number; place: string; settings: string; forgotten_at: number | null }
  setting: { owner_type: string; owner_id: string; name: string; value: string }
}

const record = z.record(z.string(), z.unknown())

const read = (json: string): Readonly<Record<string, unknown>> => {
  try {
    return record.parse(JSON.parse(json))
  } catch {
    return {}
  }
}

/** How many conversations are read at once. */
const atOnce = 500

/** Current conversations that have chosen something, in their order. Those that `/new` has ended have no say any more. */
const currentAfter = (db: Kysely<Tables>, ordinal: number) =>
  db
    .selectFrom('conversation')
    .select(['id', 'ordinal', 'place', 'settings'])
    .where('settings', '!=', '{}')
    .where('ordinal', '>', ordinal)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('conversation as newer')
            .select('newer.id')
            .whereRef('newer.place', '=', 'conversation.place')
            .whereRef('newer.ordinal', '>', 'conversation.ordinal'),
        ),
      ),
    )
    .orderBy('ordinal')
    .limit(atOnce)
    .execute()

const move = async (db: Kysely<Tables>, ordinal = 0): Promise<void> => {
  const rows = await currentAfter(db, ordinal)
  for (const row of rows) await moveOne(db, row)
  const last = rows.at(-1)
  if (last !== undefined) await move(db, Number(last.ordinal))
}

const moveOne = async (
  db: Kysely<Tables>,
  { id, place, settings: json }: Pick<Tables['conversation'], 'id' | 'place' | 'settings'>,
): Promise<void> => {
  const chosen = read(json)
  const values = Object.entries(moved).flatMap(([from, name]) =>
    chosen[from] === undefined
      ? []
      : [{ owner_type: 'channel', owner_id: place, name, value: JSON.stringify(chosen[from]) }],
  )
  if (values.length > 0) await db.insertInto('setting').values(values).execute()
  const { forgottenAt } = chosen
  if (typeof forgottenAt === 'number')
    await db.updateTable('conversation').set({ forgotten_at: forgottenAt }).where('id', '=', id).execute()
}

/** Settings have owners and a table of their own: servers, channels and people, no longer single conversations. */
export const settings = {
  up: async (db: Kysely<Tables>): Promise<void> => {
    await db.schema
      .createTable('setting')
      .addColumn('owner_type', 'text', (column) => column.notNull())
      .addColumn('owner_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('setting_key', ['owner_type', 'owner_id', 'name'])
      .execute()
    await db.schema.alterTable('conversation').addColumn('forgotten_at', 'bigint').execute()
    await move(db)
    await db.schema.alterTable('conversation').dropColumn('settings').execute()
  },
}
