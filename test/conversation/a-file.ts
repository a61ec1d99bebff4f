import type { FileContents } from '../../src/conversation/store.ts'
import { fileTokens } from '../../src/conversation/tokens.ts'
import type { NewFile, Turn } from '../../src/conversation/turn.ts'

/** A described file. */
export const aFile = (name: string, mediaType: string, bytes: Uint8Array): NewFile => {
  const described = { name, mediaType, size: bytes.length }
  return { ...described, tokens: fileTokens(described), bytes }
}

/** The contents of the files that were put into a path with their bytes. */
export const contentsOf =
  (path: readonly Turn[]): FileContents =>
  (questionId, position) => {
    const turn = path.find(({ id }) => id === questionId)
    const file = turn?.role === 'question' ? turn.files[position] : undefined
    return file !== undefined && 'bytes' in file && file.bytes instanceof Uint8Array ? file.bytes : undefined
  }
