import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Conversation } from '../conversation/conversation.ts'
import type { Failure, FailureKind } from '../conversation/failure.ts'
import type { Source } from '../conversation/reply-event.ts'
import type { AnswerMetadata } from '../conversation/store.ts'
import type { Answer, Question, Quote, Turn, TurnFile } from '../conversation/turn.ts'
import { noUsage, type Timing, type Usage } from '../conversation/usage.ts'
import type { Schema } from './schema.ts'

// The program wrote this word itself, perhaps in a later version: it is not checked against a list.
const failureKind = z.custom<FailureKind>((value) => typeof value === 'string')

const failure = z.object({
  kind: failureKind,
  detail: z.string().exactOptional(),
  retryAfter: z.number().exactOptional(),
  requestId: z.string().exactOptional(),
})

const count = z.number().nonnegative().catch(0)

const usage = z.object({
  input: count,
  cacheWrite5m: count,
  cacheWrite1h: count,
  cacheRead: count,
  output: count,
  thinking: count,
  webSearches: count,
})

const timing = z.object({ firstText: z.number().exactOptional(), total: z.number() })

const metadata = z.object({
  thinking: z.string().exactOptional(),
  thoughtFor: z.number().exactOptional(),
  older: z
    .object({ type: z.enum(['summarised', 'left-out']), dollars: z.number().nullable() })
    .exactOptional(),
  cheaper: z
    .object({ length: z.enum(['day', 'month']), percent: z.number().exactOptional() })
    .exactOptional(),
  dollars: z.number().nullable().exactOptional(),
  isEstimate: z.boolean().exactOptional(),
  running: z.object({ model: z.string(), usage, from: z.number() }).exactOptional(),
})

/** Of a question. */
const questionMetadata = z.object({
  heading: z.object({ about: z.string().exactOptional() }).exactOptional(),
  isReply: z.boolean().exactOptional(),
})

/** What is stored with a question besides its text. */
export type QuestionMetadata = Pick<Question, 'heading' | 'isReply'>

const source = z.object({
  title: z.string().catch(''),
  url: z.string(),
  at: z.array(z.number()).catch([]).exactOptional(),
})

/** The readable ones: a source without an address costs only itself. */
const sources = z.array(z.unknown()).transform((all): readonly Source[] =>
  all.flatMap((each) => {
    const read = source.safeParse(each)
    return read.success ? [read.data] : []
  }),
)

const quote = z.object({
  author: z.string(),
  authorId: z.string().exactOptional(),
  where: z.string(),
  text: z.string(),
})

/** Reads JSON. What cannot be read is missing (`otherwise`), and does not take the rest of its row with it. */
const read = <T>(schema: z.ZodType<T>, json: string | null, otherwise: T): T => {
  if (json === null) return otherwise
  try {
    return schema.parse(JSON.parse(json))
  } catch {
    return otherwise
  }
}

/** The conversation in a row. */
export const conversationOf = (row: Selectable<Schema['conversation']>): Conversation => ({
  id: row.id,
  place: row.place,
  ...(row.forgotten_at === null ? {} : { forgottenAt: row.forgotten_at }),
  headId: row.head_id,
})

/** A turn's row, with the text of its chunks. */
export type TurnRow = Selectable<Schema['turn']> & { readonly tail: string | null }

/** The columns without which a turn is nothing. SQLite stores any type in any column. */
const readable = z.looseObject({
  role: z.enum(['question', 'answer']),
  id: z.string(),
  conversation_id: z.string(),
  text: z.string(),
  at: z.number(),
})

const unsendableReasons = z.enum(['refused', 'too-large']).catch('refused')

const questionOf = (row: TurnRow, files: readonly TurnFile[]): Question => {
  const quoted = read<Quote | undefined>(quote, row.quote, undefined)
  return {
    role: 'question',
    id: row.id,
    revision: row.revision,
    conversationId: row.conversation_id,
    parentId: row.parent_id,
    speaker: { id: row.speaker_id ?? '', name: row.speaker_name ?? '' },
    text: row.text,
    ...(row.locale === null ? {} : { locale: row.locale }),
    ...(quoted && { quote: quoted }),
    ...read<QuestionMetadata>(questionMetadata, row.metadata, {}),
    files,
    ...(row.state === 'waiting' && { isWaiting: true }),
    ...(row.unsendable === null ? {} : { unsendable: unsendableReasons.parse(row.unsendable) }),
    at: row.at,
  }
}

const answerStates = z.enum(['waiting', 'writing', 'ended', 'failed']).catch('failed')

const unknownFailure: Failure = { kind: 'internal' }

const answerOf = (row: TurnRow): Answer => {
  const took = read<Timing | undefined>(timing, row.timing, undefined)
  return {
    role: 'answer',
    id: row.id,
    revision: row.revision,
    conversationId: row.conversation_id,
    parentId: row.parent_id ?? '',
    text: row.text + (row.tail ?? ''),
    state: answerStates.parse(row.state),
    ...(row.stop_reason === null ? {} : { stopReason: row.stop_reason }),
    ...(row.failure === null ? {} : { failure: read<Failure>(failure, row.failure, unknownFailure) }),
    model: row.model ?? '',
    usage: read<Usage>(usage, row.usage, noUsage),
    sources: read<readonly Source[]>(sources, row.sources, []),
    ...read<AnswerMetadata>(metadata, row.metadata, {}),
    ...(took && { timing: took }),
    at: row.at,
  }
}

/** The turn in a row; null if it cannot be read. An unreadable row costs that row, not its conversation. */
export const turnOf = (row: TurnRow, files: readonly TurnFile[]): Turn | null => {
  if (!readable.safeParse(row).success) return null
  return row.role === 'answer' ? answerOf(row) : questionOf(row, files)
}
