import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Effort } from '../conversation/claude.ts'
import type { Conversation, Settings } from '../conversation/conversation.ts'
import type { FailureKind } from '../conversation/failure.ts'
import type { AnswerMetadata } from '../conversation/store.ts'
import type { Answer, Question, TurnFile } from '../conversation/turn.ts'
import type { Timing } from '../conversation/usage.ts'
import type { Schema } from './schema.ts'

// The program itself wrote these, so a word is taken for one of its own without a list of them here.
const failureKind = z.custom<FailureKind>((value) => typeof value === 'string')
const effort = z.custom<Effort>((value) => typeof value === 'string')

const settings = z.object({
  model: z.string().exactOptional(),
  effort: effort.exactOptional(),
  persona: z.string().exactOptional(),
  webSearch: z.boolean().exactOptional(),
  showThinking: z.boolean().exactOptional(),
})

const failure = z.object({
  kind: failureKind,
  detail: z.string().exactOptional(),
  retryAfter: z.number().exactOptional(),
  requestId: z.string().exactOptional(),
})

const count = z.number().default(0)

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
  older: z
    .object({ type: z.enum(['summarised', 'left-out']), dollars: z.number().nullable() })
    .exactOptional(),
  dollars: z.number().nullable().exactOptional(),
  isEstimate: z.boolean().exactOptional(),
  running: z.object({ model: z.string(), usage, from: z.number() }).exactOptional(),
})

const sources = z.array(z.object({ title: z.string(), url: z.string() }))

const quote = z.object({
  author: z.string(),
  authorId: z.string().exactOptional(),
  where: z.string(),
  text: z.string(),
})

const read = <T>(schema: z.ZodType<T>, json: string | null, otherwise: string): T =>
  schema.parse(JSON.parse(json ?? otherwise))

/** The conversation that a row holds. */
export const conversationOf = (row: Selectable<Schema['conversation']>): Conversation => ({
  id: row.id,
  place: row.place,
  settings: read<Settings>(settings, row.settings, '{}'),
  headId: row.head_id,
})

/** A turn's row, with what its answer has grown by since. */
export type TurnRow = Selectable<Schema['turn']> & { readonly tail: string | null }

/** The question that a row holds; its files are rows of their own. */
export const questionOf = (row: TurnRow, files: readonly TurnFile[]): Question => ({
  role: 'question',
  id: row.id,
  revision: row.revision,
  conversationId: row.conversation_id,
  parentId: row.parent_id,
  speaker: { id: row.speaker_id ?? '', name: row.speaker_name ?? '' },
  text: row.text,
  ...(row.locale === null ? {} : { locale: row.locale }),
  ...(row.quote === null ? {} : { quote: read(quote, row.quote, '') }),
  files,
  ...(row.unsendable === null
    ? {}
    : { unsendable: unsendableReasons.catch('refused').parse(row.unsendable) }),
  at: row.at,
})

const unsendableReasons = z.enum(['refused', 'too-large'])

const answerStates = z.enum(['waiting', 'writing', 'ended', 'failed'])

/** The answer that a row holds, with its text so far. */
export const answerOf = (row: TurnRow): Answer => ({
  role: 'answer',
  id: row.id,
  revision: row.revision,
  conversationId: row.conversation_id,
  parentId: row.parent_id ?? '',
  text: row.text + (row.tail ?? ''),
  state: answerStates.parse(row.state),
  ...(row.stop_reason === null ? {} : { stopReason: row.stop_reason }),
  ...(row.failure === null ? {} : { failure: read(failure, row.failure, '') }),
  model: row.model ?? '',
  usage: read(usage, row.usage, '{}'),
  sources: read(sources, row.sources, '[]'),
  ...read<AnswerMetadata>(metadata, row.metadata, '{}'),
  ...(row.timing === null ? {} : { timing: read<Timing>(timing, row.timing, '') }),
  at: row.at,
})
