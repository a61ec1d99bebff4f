import { Failed, type Failure } from '../conversation/failure.ts'
import type { ReplyEvent, Source, StopReason } from '../conversation/reply-event.ts'
import type { Cheaper, Older } from '../conversation/turn.ts'
import { nothingSpent, noUsage, type Total, type Usage } from '../conversation/usage.ts'

/** What has been received of a reply. Times are in ms of `Clock.elapsed()`. */
export type Written = {
  readonly text: string
  /** The summary of its thinking before the first word. */
  readonly thinking: string
  /** How long it thought before its first word, in ms; absent if it did not. */
  readonly thoughtFor?: number
  readonly sources: readonly Source[]
  /** The model that answers, as the API names it; before its first word, the one that was asked. */
  readonly model: string
  readonly usage: Usage
  /** Whether the output tokens are an estimate: Claude reports them at the end, and this reply ended early. */
  readonly isEstimate?: boolean
  /** The total of earlier requests for the same reply, if it is continued. */
  readonly earlier: Total
  /** When the question was sent to Claude. */
  readonly askedAt: number
  readonly firstTextAt?: number
  readonly older?: Older
  /** Present if a cheaper model than the usual one answers. */
  readonly cheaper?: Cheaper
}

/**
 * The state of a reply. `queued`: `ahead` other replies of this place come first; `written` is the text of an answer
 * that is continued, which stays visible.
 */
export type Draft =
  | {
      readonly type: 'queued'
      readonly ahead: number
      readonly people: readonly string[]
      readonly written?: Written
    }
  /** Claude is writing the summary that stands for older turns. */
  | { readonly type: 'summarising'; readonly written: Written; readonly since: number }
  | { readonly type: 'asked'; readonly written: Written }
  | { readonly type: 'thinking'; readonly written: Written; readonly since: number }
  | { readonly type: 'searching'; readonly written: Written }
  | { readonly type: 'writing'; readonly written: Written }
  | {
      readonly type: 'ended'
      readonly written: Written
      readonly stopReason: StopReason
      readonly endedAt: number
    }
  | {
      readonly type: 'failed'
      readonly written: Written
      readonly failure: Failure
      readonly endedAt: number
    }

/** A draft that is final. */
export type FinalDraft = Extract<Draft, { type: 'ended' | 'failed' }>

/** What earlier requests have written of a reply that is continued. */
export type PreviousRun = Pick<Written, 'text' | 'thinking' | 'thoughtFor' | 'sources' | 'older'> & {
  readonly spent: Total
}

/** Nothing, for a new reply. */
export const noPreviousRun: PreviousRun = { text: '', thinking: '', sources: [], spent: nothingSpent }

/** A reply before its first event. */
export const asked = (model: string, askedAt: number, earlier = noPreviousRun, cheaper?: Cheaper): Draft => ({
  type: 'asked',
  written: { ...before(askedAt, earlier), model, ...(cheaper && { cheaper }) },
})

/** A reply for which older turns are summarised first. */
export const summarising = (since: number, earlier = noPreviousRun): Draft => ({
  type: 'summarising',
  written: before(since, earlier),
  since,
})

const before = (at: number, { spent, ...earlier }: PreviousRun): Written => ({
  ...unwritten(at),
  ...earlier,
  earlier: spent,
})

/** Whether the draft is final. */
export const isFinal = (draft: Draft): draft is FinalDraft =>
  draft.type === 'ended' || draft.type === 'failed'

/** What has been received so far; undefined while the question is queued. */
export const writtenOf = (draft: Draft): Written | undefined => draft.written

const withText = (written: Written, text: string, at: number): Written => ({
  ...written,
  text: written.text + text,
  firstTextAt: written.firstTextAt ?? at,
})

const withSource = (written: Written, source: Source): Written =>
  written.sources.some(({ url }) => url === source.url)
    ? written
    : { ...written, sources: [...written.sources, source] }

/** Cites sources behind the last word. Marks are never put in front of others that may be on the screen already. */
const withCitations = (written: Written, urls: readonly string[]): Written => {
  const at = written.text.trimEnd().length
  const last = written.sources.findLastIndex((source) => source.at?.at(-1) === at)
  const sources = written.sources.map((source, index) =>
    urls.includes(source.url) && index > last ? { ...source, at: [...(source.at ?? []), at] } : source,
  )
  return { ...written, sources }
}

/** The draft after one more event, received at `at`. A final draft does not change. */
export const advance = (draft: Draft, event: ReplyEvent, at: number): Draft => {
  if (isFinal(draft) || draft.type === 'queued') return draft
  const { written } = draft
  switch (event.type) {
    case 'reply-start':
      return { ...draft, written: { ...written, model: event.model, usage: event.usage } }
    case 'thinking-start':
      return { type: 'thinking', written, since: at }
    case 'thinking-delta':
      return written.text === ''
        ? { ...draft, written: { ...written, thinking: written.thinking + event.text } }
        : draft
    case 'thinking-end':
      return { type: 'writing', written: afterThought(draft, written, at) }
    case 'text-delta':
      return { type: 'writing', written: withText(afterThought(draft, written, at), event.text, at) }
    case 'search-start':
      return { type: 'searching', written }
    case 'source':
      return { ...draft, written: withSource(written, event.source) }
    case 'cited':
      return { ...draft, written: withCitations(written, event.urls) }
    case 'usage':
      return { ...draft, written: { ...written, usage: event.usage } }
    case 'reply-end':
      return end(
        { ...written, usage: event.usage, ...(event.isEstimate && { isEstimate: true }) },
        event.stopReason,
        at,
      )
  }
}

/** Counts the thinking that has just ended, if it was before the first word. */
const afterThought = (draft: Draft, written: Written, at: number): Written =>
  draft.type === 'thinking' && written.text === ''
    ? { ...written, thoughtFor: (written.thoughtFor ?? 0) + at - draft.since }
    : written

const end = (written: Written, stopReason: StopReason, at: number): FinalDraft =>
  written.text.trim() === '' && stopReason === 'end_turn'
    ? { type: 'failed', written, failure: { kind: 'empty' }, endedAt: at }
    : { type: 'ended', written, stopReason, endedAt: at }

/** The draft after a failure. Keeps the text so far, unless it is to be forgotten. */
export const fail = (draft: Draft, failure: Failure, at: number): FinalDraft => {
  if (isFinal(draft)) return draft
  const written = writtenOf(draft) ?? unwritten(at)
  const kept = failure.kind === 'forgotten' ? { ...written, text: '', thinking: '', sources: [] } : written
  return { type: 'failed', written: kept, failure, endedAt: at }
}

/** Whether a reply ended because its question was deleted or forgotten. */
export const isQuestionGone = (draft: Draft): boolean =>
  draft.type === 'failed' && (draft.failure.kind === 'question-deleted' || draft.failure.kind === 'forgotten')

const unwritten = (at: number): Written => ({
  text: '',
  thinking: '',
  sources: [],
  model: '',
  usage: noUsage,
  earlier: nothingSpent,
  askedAt: at,
})

/** Converts an error: `Failed` to its failure, anything else to `internal`. */
export const failureOf = (error: unknown): Failure =>
  error instanceof Failed ? error.failure : { kind: 'internal' }

/**
 * Every draft of a reply, from the first event to the final one. Errors of the events become the last draft: an
 * abort by its reason, what was no `Failed` as a fault of our own that is also given to `onFault`.
 */
export async function* drafts(
  first: Draft,
  events: AsyncIterable<ReplyEvent>,
  signal: AbortSignal,
  elapsed: () => number,
  onFault: (error: unknown) => void,
): AsyncIterable<Draft> {
  let draft = first
  yield draft
  try {
    for await (const event of events) {
      draft = advance(draft, event, elapsed())
      yield draft
    }
    if (!isFinal(draft)) throw new Failed({ kind: 'broken' })
  } catch (thrown) {
    const error: unknown = signal.aborted ? signal.reason : thrown
    if (!(error instanceof Failed)) onFault(error)
    yield fail(draft, failureOf(error), elapsed())
  }
}
