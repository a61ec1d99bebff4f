import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'
import { StartError } from '../start-error.ts'

/** What a database holds, to be compared before and after. */
export type Contents = { readonly conversations: number; readonly turns: number }

/** Reads what the database in a file holds. Throws `StartError` where it is damaged or none of ours. */
const contentsOf = (file: string): Contents => {
  if (!existsSync(file)) throw new StartError(`There is no file ${file}.`)
  const sqlite = new DatabaseSync(file, { readOnly: true })
  const count = (table: string): number =>
    Number(sqlite.prepare(`select count(*) as n from ${table}`).get()?.['n'])
  try {
    const check = sqlite.prepare('pragma integrity_check(1)').get()?.['integrity_check']
    if (check !== 'ok') throw new StartError(`${file} is damaged: ${String(check)}.`)
    return { conversations: count('conversation'), turns: count('turn') }
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`${file} is not a Tendril database.`, { cause: error })
  } finally {
    sqlite.close()
  }
}

/**
 * Copies the database in `from` to the new file `to`, also while a bot writes to it (SQLite's online backup), and checks
 * the copy. Throws `StartError` if `to` exists.
 *
 * @example await backUp('data/tendril.db', 'tendril-2026-11-28.db')
 */
export const backUp = async (from: string, to: string): Promise<Contents> => {
  if (!existsSync(from)) throw new StartError(`There is no database ${from} yet.`)
  if (existsSync(to)) throw new StartError(`${to} exists already. Choose another name.`)
  const sqlite = new DatabaseSync(from, { readOnly: true })
  const unfinished = `${to}.unfinished`
  try {
    await backup(sqlite, unfinished)
  } finally {
    sqlite.close()
  }
  const contents = contentsOf(unfinished)
  renameSync(unfinished, to)
  return contents
}

/** The name itself, or with the first number behind it that is not taken. */
const freeName = (name: string, number = 1): string => {
  const wanted = number === 1 ? name : `${name}-${number}`
  return existsSync(wanted) ? freeName(name, number + 1) : wanted
}

/**
 * Puts the backup `from` in the place of the database `to`, which no bot may be using. What was there is kept beside it
 * as `<to>.before-restore`; its name is given back. Throws `StartError` if the backup is damaged.
 */
export const restore = (
  from: string,
  to: string,
): { readonly contents: Contents; readonly kept: string | undefined } => {
  const contents = contentsOf(from)
  const kept = existsSync(to) ? freeName(`${to}.before-restore`) : undefined
  // The newest writes are in the write-ahead log until a checkpoint moves them.
  if (kept !== undefined) {
    const sqlite = new DatabaseSync(to)
    sqlite.exec('pragma wal_checkpoint(truncate)')
    sqlite.close()
    renameSync(to, kept)
  }
  for (const side of ['-wal', '-shm']) rmSync(`${to}${side}`, { force: true })
  copyFileSync(from, `${to}.unfinished`)
  renameSync(`${to}.unfinished`, to)
  return { contents, kept }
}
