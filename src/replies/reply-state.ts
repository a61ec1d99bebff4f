import type { Failure } from '../conversation/failure.ts'
import { type Draft, type FinalDraft, fail, isFinal } from '../display/draft.ts'
import { estimateUsage } from './estimate-usage.ts'

/**
 * One reply as a state machine. `step` is pure; `reply-session.ts` carries the effects out.
 *
 * ```
 *           moved          summarising         draft
 *           ┌──┐              ┌──┐             ┌──┐
 *  start ─▶ queued ─ turn ─▶ preparing ─ begun ─▶ streaming ─ last draft ─▶ finishing ─ stored and shown ─▶ done
 *             │                 │                   │                          ▲
 *             └─────────────────┴── failed, cancelled, screen-lost ────────────┘
 * ```
 */
export type ReplyState =
  /** Other replies in the place come first: the asker's own, or as many as may grow at once. */
  | { readonly type: 'queued'; readonly draft: Draft }
  /** Builds the request and stores the answer. A cancelled preparation ends with its effect, so that no answer is left open. */
  | {
      readonly type: 'preparing'
      readonly draft: Draft
      readonly cancelled?: Failure
      readonly isScreenLost: boolean
    }
  /** Claude writes. `from` is the text that an earlier request wrote. */
  | { readonly type: 'streaming'; readonly draft: Draft; readonly from: string }
  /** Nothing more comes: the end has to be stored and shown. */
  | Finishing
  | { readonly type: 'done'; readonly final: FinalDraft }

type Finishing = {
  readonly type: 'finishing'
  /** What the screen ends with. */
  readonly final: FinalDraft
  /** How this reply itself has ended. */
  readonly own: FinalDraft
  readonly isStored: boolean
  readonly screen: 'behind' | 'shown' | 'lost'
  /** The answer that the screen ends with: a new one, the one that was there before, or none. */
  readonly ends: 'new' | 'previous' | 'nothing'
}

export type SessionEvent =
  /** Its place in line, and who else comes first. */
  | { readonly type: 'moved'; readonly ahead: number; readonly people: readonly string[] }
  | { readonly type: 'turn' }
  | { readonly type: 'summarising'; readonly draft: Draft }
  /** The answer is stored. `from` is the text that it has already. */
  | { readonly type: 'begun'; readonly draft: Draft; readonly from: string }
  /** The reply after one more event of Claude's. */
  | { readonly type: 'draft'; readonly draft: Draft }
  /** An effect failed. */
  | { readonly type: 'failed'; readonly failure: Failure; readonly at: number }
  /** Somebody or something outside ends the reply: Stop, a shutdown, a deleted message. */
  | { readonly type: 'cancelled'; readonly failure: Failure; readonly at: number }
  /** Nothing can be shown any more. */
  | { readonly type: 'screen-lost'; readonly failure: Failure; readonly at: number }
  | { readonly type: 'stored' }
  /** The end could not be stored, and trying again does not help. */
  | { readonly type: 'not-stored' }
  /** The last draft is on the screen. */
  | { readonly type: 'shown' }

export type Effect =
  | { readonly type: 'prepare' }
  | { readonly type: 'stream' }
  | { readonly type: 'show'; readonly draft: Draft }
  /** Stores the text so far, soon. */
  | { readonly type: 'record'; readonly draft: Draft }
  /** Ends the request to Claude and the preparation. */
  | { readonly type: 'abort'; readonly failure: Failure }
  /** Keeps what Claude cannot be sent out of later requests. Comes before the effect that stores the end. */
  | { readonly type: 'mark-unsendable'; readonly failure: Failure }
  | { readonly type: 'store-end'; readonly final: FinalDraft }
  /** Takes the questions out of the line, then shows the draft. There is no answer. */
  | { readonly type: 'release'; readonly final: FinalDraft }
  /** Brings the previous answer back to the screen. */
  | { readonly type: 'restore'; readonly final: FinalDraft; readonly failure: Failure }
  /** Records that the end is visible. */
  | { readonly type: 'confirm'; readonly answer: 'new' | 'previous' }
  /** Lets the next reply of the place begin, and reports how this one ended. */
  | { readonly type: 'leave'; readonly final: FinalDraft; readonly isShown: boolean }

export type Step = { readonly state: ReplyState; readonly effects: readonly Effect[] }

/** What is known of a reply before it starts. */
export type Beginning = {
  /** The end of the answer that is on the screen until this one begins. */
  readonly previous?: FinalDraft
  /** Whether this reply continues that answer, so that its text stays on the screen meanwhile. */
  readonly continues: boolean
}

/** A reply before anything has happened. */
export const queued = (
  { previous, continues }: Beginning,
  ahead = 0,
  people: readonly string[] = [],
): ReplyState => ({
  type: 'queued',
  draft: { type: 'queued', ahead, people, ...(continues && previous && { written: previous.written }) },
})

/** The next state and its effects. An event that a state does not expect changes nothing. */
export const step = (state: ReplyState, event: SessionEvent, beginning: Beginning): Step => {
  switch (state.type) {
    case 'queued':
      return whileQueued(state, event, beginning)
    case 'preparing':
      return whilePreparing(state, event, beginning)
    case 'streaming':
      return whileStreaming(state, event)
    case 'finishing':
      return whileFinishing(state, event)
    case 'done':
      return stay(state)
  }
}

const stay = (state: ReplyState, effects: readonly Effect[] = []): Step => ({ state, effects })

const whileQueued = (
  state: Extract<ReplyState, { type: 'queued' }>,
  event: SessionEvent,
  beginning: Beginning,
): Step => {
  switch (event.type) {
    case 'moved': {
      const now = queued(beginning, event.ahead, event.people)
      return now.type === 'queued' ? stay(now, [{ type: 'show', draft: now.draft }]) : stay(state)
    }
    case 'turn':
      return stay({ type: 'preparing', draft: state.draft, isScreenLost: false }, [{ type: 'prepare' }])
    case 'failed':
    case 'cancelled':
    case 'screen-lost': {
      const screen = event.type === 'screen-lost' ? 'lost' : 'behind'
      return endWithoutAnswer(state.draft, event, screen, beginning)
    }
    default:
      return stay(state)
  }
}

const whilePreparing = (
  state: Extract<ReplyState, { type: 'preparing' }>,
  event: SessionEvent,
  beginning: Beginning,
): Step => {
  switch (event.type) {
    case 'summarising':
      return state.cancelled
        ? stay(state)
        : stay({ ...state, draft: event.draft }, [{ type: 'show', draft: event.draft }])
    case 'cancelled':
    case 'screen-lost': {
      const isScreenLost = state.isScreenLost || event.type === 'screen-lost'
      if (state.cancelled)
        return stay(isScreenLost === state.isScreenLost ? state : { ...state, isScreenLost })
      const { failure } = event
      return stay({ ...state, isScreenLost, cancelled: failure }, [{ type: 'abort', failure }])
    }
    case 'begun': {
      const { cancelled } = state
      if (cancelled)
        return endWithAnswer(fail(event.draft, cancelled, event.draft.written?.askedAt ?? 0), screenOf(state))
      return stay({ type: 'streaming', draft: event.draft, from: event.from }, [{ type: 'stream' }])
    }
    case 'failed': {
      const failure = state.cancelled ?? event.failure
      return endWithoutAnswer(state.draft, { failure, at: event.at }, screenOf(state), beginning)
    }
    default:
      return stay(state)
  }
}

const screenOf = ({ isScreenLost }: { readonly isScreenLost: boolean }): Finishing['screen'] =>
  isScreenLost ? 'lost' : 'behind'

const whileStreaming = (state: Extract<ReplyState, { type: 'streaming' }>, event: SessionEvent): Step => {
  switch (event.type) {
    case 'draft': {
      const draft = estimateUsage(event.draft, state.from)
      if (isFinal(draft)) return endWithAnswer(draft, 'behind', state.from)
      return stay({ ...state, draft }, [
        { type: 'record', draft },
        { type: 'show', draft },
      ])
    }
    case 'failed':
    case 'cancelled':
    case 'screen-lost': {
      const final = estimateUsage(fail(state.draft, event.failure, event.at), state.from)
      const ended = endWithAnswer(final, event.type === 'screen-lost' ? 'lost' : 'behind')
      return { ...ended, effects: [{ type: 'abort', failure: event.failure }, ...ended.effects] }
    }
    default:
      return stay(state)
  }
}

/** The end of an answer that is stored: what there is of it stays. */
const endWithAnswer = (final: FinalDraft, screen: Finishing['screen'], from = ''): Step =>
  stay({ type: 'finishing', final, own: final, isStored: false, screen, ends: 'new' }, [
    ...(final.type === 'failed' && final.written.text === from ? marking(final.failure) : []),
    { type: 'show', draft: final },
    { type: 'store-end', final },
  ])

const marking = (failure: Failure): readonly Effect[] =>
  failure.kind === 'bad-request' || failure.kind === 'too-large' ? [{ type: 'mark-unsendable', failure }] : []

/** The end of a reply of which nothing is stored: the previous answer comes back, or the questions leave the line. */
const endWithoutAnswer = (
  draft: Draft,
  { failure, at }: { readonly failure: Failure; readonly at: number },
  screen: Finishing['screen'],
  beginning: Beginning,
): Step => {
  // What is forgotten is not shown again.
  const previous = failure.kind === 'forgotten' ? undefined : beginning.previous
  const own = fail(draft, whenWaiting(failure), at)
  const final = previous ?? own
  return stay(
    { type: 'finishing', final, own, isStored: false, screen, ends: previous ? 'previous' : 'nothing' },
    [
      { type: 'abort', failure },
      ...marking(failure),
      previous ? { type: 'restore', final, failure } : { type: 'release', final },
    ],
  )
}

/** A question that waits while the process ends is answered after the next start. */
const whenWaiting = (failure: Failure): Failure =>
  failure.kind === 'shutdown' ? { ...failure, kind: 'postponed' } : failure

const whileFinishing = (state: Finishing, event: SessionEvent): Step => {
  switch (event.type) {
    case 'stored':
      return state.isStored ? stay(state) : doneIfAll({ ...state, isStored: true })
    case 'not-stored':
      if (state.isStored) return stay(state)
      return doneIfAll({ ...state, isStored: true, ends: state.ends === 'new' ? 'nothing' : state.ends })
    case 'shown':
      return state.screen === 'behind' ? doneIfAll({ ...state, screen: 'shown' }) : stay(state)
    case 'screen-lost':
      return state.screen === 'behind' ? doneIfAll({ ...state, screen: 'lost' }) : stay(state)
    default:
      return stay(state)
  }
}

const doneIfAll = (state: Finishing): Step => {
  const { final, own, isStored, screen, ends } = state
  if (!isStored || screen === 'behind') return stay(state)
  const isShown = screen === 'shown'
  const confirms = ends === 'previous' || (ends === 'new' && isShown)
  return stay({ type: 'done', final }, [
    ...(confirms ? [{ type: 'confirm', answer: ends } as const] : []),
    { type: 'leave', final: own, isShown },
  ])
}
