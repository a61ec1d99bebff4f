import type { FileContents } from './store.ts'
import type { Turn } from './turn.ts'

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

/** A conversation as JSON with everything that is stored of it; files in base64. Times are in ms since 1970. */
export const exportJson = (path: readonly Turn[], contents: FileContents): string => {
  const turns = path.map((turn) => {
    if (turn.role === 'answer') return turn
    const files = turn.files.map((file, position) => {
      const bytes = contents(turn.id, position)
      return { ...file, ...(bytes && { base64: base64(bytes) }) }
    })
    const { heading: _, ...question } = turn
    return { ...question, files }
  })
  return `${JSON.stringify({ format: 'tendril-conversation', version: 1, turns }, null, 2)}\n`
}

/** The least length that `exportJson` of a path can have, known without reading its files. */
export const leastJsonLength = (path: readonly Turn[]): number =>
  path.reduce(
    (sum, turn) =>
      sum +
      turn.text.length +
      (turn.role === 'question' ? turn.files.reduce((bytes, { size }) => bytes + (size * 4) / 3, 0) : 0),
    0,
  )
