import type { FileContents, Store } from './store.ts'
import type { Turn } from './turn.ts'

/** For conversations without files. */
export const noContents: FileContents = () => undefined

/** The most bytes of files that are read for one request: it may have 32 MB, and base64 adds a third. */
const mostBytes = 22_000_000

/** The newest questions whose files together have at most `most` bytes. */
const withinBytes = (turns: readonly Turn[], most: number): readonly string[] => {
  const ids: string[] = []
  let left = most
  for (const turn of turns.toReversed()) {
    if (turn.role === 'answer' || turn.unsendable !== undefined || turn.files.length === 0) continue
    left -= turn.files.reduce((sum, { size }) => sum + size, 0)
    if (left < 0) break
    ids.push(turn.id)
  }
  return ids
}

/** Reads the bytes of the files of `turns`, the newest first, as far as one request can hold them. */
export const readContents = async (
  turns: readonly Turn[],
  store: Pick<Store, 'fileContents'>,
): Promise<FileContents> => {
  const ids = withinBytes(turns, mostBytes)
  return ids.length === 0 ? noContents : store.fileContents(ids)
}
