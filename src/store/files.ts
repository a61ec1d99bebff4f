import type { Kysely, Selectable } from 'kysely'
import type { FileContents } from '../conversation/store.ts'
import { fileTokens } from '../conversation/tokens.ts'
import type { NewFile, TurnFile } from '../conversation/turn.ts'
import { inChunks } from './in-chunks.ts'
import type { Schema } from './schema.ts'

type FileRow = Selectable<Schema['file']>

const fileOf = ({ name, media_type: mediaType, size, tokens, pages, width, height }: FileRow): TurnFile => {
  const described = {
    name,
    mediaType,
    size,
    ...(pages !== null && { pages }),
    ...(width !== null && height !== null && { width, height }),
  }
  return { ...described, tokens: tokens ?? fileTokens(described) }
}

/** The descriptions in rows, by question. */
export const filesByQuestion = (rows: readonly FileRow[]): ReadonlyMap<string, readonly TurnFile[]> => {
  const files = new Map<string, TurnFile[]>()
  for (const row of rows) {
    const others = files.get(row.question_id)
    if (others === undefined) files.set(row.question_id, [fileOf(row)])
    else others.push(fileOf(row))
  }
  return files
}

/** Stores the files of a question, as a part of another write. */
export const insertFiles = async (
  db: Kysely<Schema>,
  questionId: string,
  files: readonly NewFile[],
): Promise<void> => {
  for (const [position, file] of files.entries()) {
    const key = { question_id: questionId, position }
    const { name, mediaType: media_type, size, tokens, pages = null, width = null, height = null } = file
    await db
      .insertInto('file')
      .values({ ...key, name, media_type, size, tokens, pages, width, height })
      .execute()
    await db
      .insertInto('file_content')
      .values({ ...key, bytes: file.bytes })
      .execute()
  }
}

/** Deletes the files of some questions, as a part of another write. */
export const deleteFiles = async (db: Kysely<Schema>, questionIds: readonly string[]): Promise<void> => {
  for (const ids of inChunks(questionIds)) {
    await db.deleteFrom('file').where('question_id', 'in', ids).execute()
    await db.deleteFrom('file_content').where('question_id', 'in', ids).execute()
  }
}

/** Reads the bytes of the files of some questions, one statement for each, so that others get their turn in between. */
export const readFileContents = async (
  db: Kysely<Schema>,
  questionIds: readonly string[],
): Promise<FileContents> => {
  const contents = new Map<string, Uint8Array>()
  for (const id of questionIds) {
    const rows = await db.selectFrom('file_content').selectAll().where('question_id', '=', id).execute()
    for (const { position, bytes } of rows) contents.set(`${id} ${position}`, bytes)
  }
  return (questionId, position) => contents.get(`${questionId} ${position}`)
}
