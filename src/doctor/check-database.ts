import { accessSync, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { StoreFailed } from '../conversation/store-failed.ts'
import { plural } from '../i18n/plural.ts'
import { databasePlace, type PostgresPlace } from '../store/database-url.ts'
import { type MigrationState, migrationState } from '../store/migrate.ts'
import { inspectSqlite } from '../store/sqlite/inspect-sqlite.ts'
import { takeLease } from '../store/sqlite/lease.ts'
import { checkDisk } from './check-disk.ts'
import { type Finding, note, ok, wrong } from './finding.ts'

const count = plural('en')

/** Looks at the database, and changes nothing in it: also at one that a bot is using. */
export const checkDatabase = async (url: string): Promise<readonly Finding[]> => {
  try {
    const place = databasePlace(url)
    switch (place.type) {
      case 'memory':
        return [note('database', 'is in memory: everything is lost when the bot ends.')]
      case 'file':
        return await checkFile(place.path)
      case 'postgres':
        return await checkServer(place)
    }
  } catch (error) {
    return [wrong('database', error instanceof StoreFailed ? error.message : String(error))]
  }
}

const checkFile = async (path: string): Promise<readonly Finding[]> => {
  const folder = existing(dirname(path))
  if (!mayWrite(folder) || (existsSync(path) && !mayWrite(path)))
    return [
      wrong(
        'database',
        `This user may not write ${existsSync(path) ? path : folder}.`,
        'Give it the file and its folder, or run the bot as their owner.',
      ),
    ]
  if (!existsSync(path)) return [ok('database', `${path} is created at the first start.`), checkDisk(folder)]
  const holder = whoHolds(path)
  const { state, conversations } = await inspectSqlite(path)
  return [stateFinding(state, path, conversations), ...(holder ? [holder] : []), checkDisk(folder)]
}

/** The folder, or the first above it that is there. */
const existing = (folder: string): string =>
  existsSync(folder) || folder === dirname(folder) ? folder : existing(dirname(folder))

const mayWrite = (path: string): boolean => {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Who answers with the database now, if anybody does. */
const whoHolds = (path: string): Finding | undefined => {
  try {
    takeLease(path).release()
    return undefined
  } catch (error) {
    if (!(error instanceof StoreFailed) || error.kind !== 'in-use') throw error
    return ok('process', error.message.replace(/: stop it first\.$/, '.'))
  }
}

const checkServer = async (place: PostgresPlace): Promise<readonly Finding[]> => {
  const { openPostgres } = await import('../store/postgres/open-postgres.ts')
  const { db, close } = await openPostgres(place)
  try {
    return [stateFinding(await migrationState(db), place.name)]
  } finally {
    await close()
  }
}

const stateFinding = (state: MigrationState, name: string, conversations?: number): Finding => {
  const holds =
    conversations === undefined
      ? 'can be used'
      : `holds ${count(conversations, { one: '# conversation', other: '# conversations' })}`
  switch (state) {
    case 'empty':
      return ok('database', `${name} is empty; its tables are created at the first start.`)
    case 'current':
      return ok('database', `${name} ${holds}.`)
    case 'older':
      return note(
        'database',
        `${name} ${holds}, and is brought up to date at the next start; a copy is kept.`,
      )
    case 'newer':
      return wrong(
        'database',
        `${name} was written by a newer version of Tendril.`,
        'Start that version, or restore the copy from before the upgrade.',
      )
  }
}
