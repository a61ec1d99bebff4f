import { closeSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../clock.ts'
import { StoreFailed } from '../../conversation/store-failed.ts'

/** How many copies are kept, and how many days: what people delete later is still in them. */
const mostCopies = 2
const daysKept = 30

const day = 86_400_000

const suffix = /\.before-upgrade-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/

/** The copies of a database, the newest first, with the time of each in ms since 1970. */
const copiesOf = (path: string): readonly { readonly file: string; readonly at: number }[] =>
  readdirSync(dirname(path))
    .filter((name) => name.startsWith(`${basename(path)}.before-upgrade-`) && suffix.test(name))
    .map((name) => ({ file: join(dirname(path), name), at: timeIn(name) }))
    .sort((a, b) => b.at - a.at)

const timeIn = (name: string): number =>
  Date.parse(name.replace(/^.*(?=\.before)/s, '').replace(suffix, '$1-$2-$3T$4:$5:$6Z'))

/** Removes the copies that are too many or too old. */
const tidy = (path: string, now: number): void => {
  for (const [index, { file, at }] of copiesOf(path).entries())
    if (index >= mostCopies || now - at > daysKept * day) rmSync(file, { force: true })
}

/**
 * Copies a database to a file beside it, `<path>.before-upgrade-<time>`, before its tables are changed; gives the file's name.
 * Throws `StoreFailed` where that fails: then nothing may be changed.
 */
export const copyBeforeUpgrade = async (path: string, clock: Pick<Clock, 'now'>): Promise<string> => {
  const at = new Date(clock.now()).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '')
  const file = `${path}.before-upgrade-${at}`
  const unfinished = `${file}.unfinished`
  try {
    // Nobody else on the machine may read it.
    closeSync(openSync(unfinished, 'w', 0o600))
    const source = new DatabaseSync(path, { readOnly: true })
    try {
      await backup(source, unfinished)
    } finally {
      source.close()
    }
    renameSync(unfinished, file)
  } catch (error) {
    rmSync(unfinished, { force: true })
    const why = error instanceof Error ? error.message : String(error)
    throw new StoreFailed(
      'disk-full',
      `The database ${path} is not brought up to date, because no copy of it can be kept before (${why}): free some space beside it.`,
      { cause: error },
    )
  }
  tidy(path, clock.now())
  return file
}

/** Removes copies that are too old, now and once a day, until the returned function is called. */
export const tidyCopies = (path: string, clock: Clock, onFault: (error: unknown) => void): (() => void) => {
  let cancel = (): void => undefined
  const sweep = (): void => {
    try {
      tidy(path, clock.now())
    } catch (error) {
      onFault(error)
    }
    cancel = clock.after(day, sweep)
  }
  sweep()
  return () => cancel()
}
