import { existsSync } from 'node:fs'
import { systemClock } from '../clock.ts'
import { StoreFailed } from '../conversation/store-failed.ts'
import { StartError } from '../start-error.ts'
import { databasePlace } from '../store/database-url.ts'
import { moveDatabase } from '../store/move/move-database.ts'

const help = `Moves Tendril's database to another engine, or back.

  npm run move -- FROM TO

  npm run move -- file:data/tendril.db postgres://tendril:password@localhost/tendril
  npm run move -- postgres://tendril:password@localhost/tendril file:data/moved.db

Stop the bot first. TO must be empty. Every row is copied and compared, in one transaction: if it is interrupted, nothing
has been moved, and you can run it again. FROM stays as it is. Then set DATABASE_URL to TO and start the bot.`

const main = async ([from, to]: readonly (string | undefined)[]): Promise<void> => {
  if (from === undefined || to === undefined || from.startsWith('-')) {
    console.log(help)
    if (from !== '--help' && from !== '-h') process.exitCode = 2
    return
  }
  const [source, target] = [databasePlace(from), databasePlace(to)]
  if (source.type === 'memory' || target.type === 'memory')
    throw new StartError('A database in memory cannot be moved.')
  if (source.type === 'file' && !existsSync(source.path))
    throw new StartError(`There is no database ${source.path}.`)
  const moved = await moveDatabase(source, target, systemClock, (table) => console.log(`${table} …`))
  const told = moved.filter(({ rows }) => rows > 0).map(({ table, rows }) => `${rows} of ${table}`)
  console.log(
    `Moved and compared ${told.length > 0 ? `rows: ${told.join(', ')}` : 'nothing: there was nothing'}.`,
  )
  console.log('Set DATABASE_URL to the new address, and start the bot.')
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isExpected = error instanceof StartError || error instanceof StoreFailed
  console.error(isExpected ? error.message : error)
  process.exitCode = 1
})
