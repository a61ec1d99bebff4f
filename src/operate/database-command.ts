import { StoreFailed } from '../conversation/store-failed.ts'
import { loadEnvFile } from '../load-env-file.ts'
import { StartError } from '../start-error.ts'
import { databasePlace } from '../store/database-url.ts'
import { takeLease } from '../store/sqlite/lease.ts'
import { backUp, type Contents, restore } from './copy-database.ts'

const help = `Copies Tendril's SQLite database.

  npm run backup -- FILE     writes a copy to FILE; the bot may be running
  npm run restore -- FILE    puts FILE in the database's place; stop the bot first

The database is the one that DATABASE_URL names, in the environment or in .env.`

const pathOf = (environment: NodeJS.ProcessEnv): string => {
  const place = databasePlace(environment['DATABASE_URL'] || 'file:data/tendril.db')
  if (place.type === 'postgres')
    throw new StartError(
      `DATABASE_URL names a PostgreSQL database, which has tools of its own: "pg_dump --format=custom --file=FILE URL" writes a backup, "pg_restore --clean --if-exists --dbname=URL FILE" puts it back.`,
    )
  if (place.type !== 'file')
    throw new StartError('DATABASE_URL names a database in memory: there is nothing to copy.')
  return place.path
}

const told = ({ conversations, turns }: Contents): string => `${conversations} conversations, ${turns} turns`

const main = async ([action, file]: readonly (string | undefined)[]): Promise<void> => {
  if (file === undefined || file.startsWith('-') || (action !== 'backup' && action !== 'restore')) {
    console.log(help)
    if (file !== '--help') process.exitCode = 2
    return
  }
  loadEnvFile(process.env)
  const database = pathOf(process.env)
  if (action === 'backup') {
    console.log(`${file}: ${told(await backUp(database, file))}.`)
    return
  }
  const lease = takeLease(database)
  try {
    const { contents, kept } = restore(file, database)
    console.log(`${database}: ${told(contents)}.`)
    if (kept !== undefined) console.log(`What was there before is in ${kept}.`)
  } finally {
    lease.release()
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isExpected = error instanceof StartError || error instanceof StoreFailed
  console.error(isExpected ? error.message : error)
  process.exitCode = 1
})
