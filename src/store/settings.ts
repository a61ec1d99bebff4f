import type { Kysely } from 'kysely'
import type { Store } from '../conversation/store.ts'
import type { SettingsOwner, StoredSettings } from '../conversation/stored-settings.ts'
import type { Schema } from './schema.ts'
import type { StoreContext } from './store-context.ts'

type Row = {
  readonly owner_type: string
  readonly owner_id: string
  readonly name: string
  readonly value: string
}

/** The settings of all owners of these types and ids; some of them may be of no owner that is asked for. */
const rowsOf = (db: Kysely<Schema>, owners: readonly SettingsOwner[]): Promise<readonly Row[]> =>
  db
    .selectFrom('setting')
    .selectAll()
    .where(({ or, and, eb }) =>
      or(owners.map(({ type, id }) => and([eb('owner_type', '=', type), eb('owner_id', '=', id)]))),
    )
    .execute()

/** A value that cannot be read is missing, and does not take the others with it. */
const valuesOf = ({ type, id }: SettingsOwner, rows: readonly Row[]): StoredSettings =>
  Object.fromEntries(
    rows
      .filter((row) => row.owner_type === type && row.owner_id === id)
      .flatMap(({ name, value }): [string, unknown][] => {
        try {
          return [[name, JSON.parse(value)]]
        } catch {
          return []
        }
      }),
  )

const remove = (db: Kysely<Schema>, { type, id }: SettingsOwner) =>
  db.deleteFrom('setting').where('owner_type', '=', type).where('owner_id', '=', id)

/** Deletes the settings of an owner, within a write. */
export const deleteSettingsOf = async (db: Kysely<Schema>, owner: SettingsOwner): Promise<void> => {
  await remove(db, owner).execute()
}

const put = async (db: Kysely<Schema>, owner: SettingsOwner, name: string, value: unknown): Promise<void> => {
  if (value === undefined) {
    await remove(db, owner).where('name', '=', name).execute()
    return
  }
  const json = JSON.stringify(value)
  await db
    .insertInto('setting')
    .values({ owner_type: owner.type, owner_id: owner.id, name, value: json })
    .onConflict((conflict) =>
      conflict.columns(['owner_type', 'owner_id', 'name']).doUpdateSet({ value: json }),
    )
    .execute()
}

/** Settings, one row each: changes of different settings never meet. */
export const settings = ({
  db: reading,
  write,
}: StoreContext): Pick<Store, 'settingsOf' | 'changeSettings' | 'deleteSettings'> => ({
  settingsOf: async (owners) => {
    const rows = owners.length === 0 ? [] : await rowsOf(reading, owners)
    return owners.map((owner) => valuesOf(owner, rows))
  },
  changeSettings: (owner, change) =>
    write(async (db) => {
      const now = valuesOf(owner, await rowsOf(db, [owner]))
      for (const [name, value] of Object.entries(change(now))) await put(db, owner, name, value)
    }),
  deleteSettings: (owner) => write((db) => deleteSettingsOf(db, owner), { scrubbing: true }),
})
