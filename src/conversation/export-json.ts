import type { Turn, TurnFile } from './turn.ts'

const fileOf = ({ name, mediaType, bytes }: TurnFile) => ({
  name,
  mediaType,
  base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
})

/** A conversation as JSON with everything that is kept of it, files in base64. Times are milliseconds since 1970. */
export const exportJson = (path: readonly Turn[]): string => {
  const turns = path.map((turn) =>
    turn.role === 'answer' ? turn : { ...turn, files: turn.files.map(fileOf) },
  )
  return `${JSON.stringify({ format: 'tendril-conversation', version: 1, turns }, null, 2)}\n`
}
