import type { Failure } from '../conversation/failure.ts'
import type { StopReason } from '../conversation/reply-event.ts'
import type { Strings } from '../i18n/strings.ts'
import { cut } from '../markdown/cut.ts'
import { type Draft, isFinal, writtenOf } from './draft.ts'

/** The line that stands for text that is not there yet, in subtext: queued, waiting, thinking with its seconds. */
export const waitingLine = (draft: Draft, strings: Strings, now: number): string => {
  switch (draft.type) {
    case 'queued':
      return subtext(strings.status.queued(draft.ahead))
    case 'asked':
      return subtext(strings.status.asked)
    case 'thinking':
      return subtext(strings.status.thinking(secondsSince(draft.since, now)))
    case 'summarising':
      return subtext(strings.status.summarising(secondsSince(draft.since, now)))
    case 'searching':
      return subtext(strings.status.searching)
    case 'writing':
    case 'ended':
    case 'failed':
      return ''
  }
}

const secondsSince = (since: number, now: number): number => Math.max(0, Math.floor((now - since) / 1000))

/** The line that says why a reply ended otherwise than Claude's own full stop; empty for the ordinary end. */
export const endingLine = (draft: Draft, strings: Strings): string => {
  if (!isFinal(draft)) return ''
  if (draft.type === 'failed') return warning(failureWords(draft.failure, strings))
  return draft.stopReason === 'end_turn' ? '' : warning(stopWords(draft.stopReason, strings))
}

/** Whether a status such as "thinking…" is all there is to show, so that time alone changes it. */
export const isCounting = (draft: Draft): boolean =>
  draft.type === 'summarising' ||
  ((draft.type === 'asked' || draft.type === 'thinking') && !writtenOf(draft)?.text)

/** For how many ms after the question nothing is said of waiting: most first texts come sooner, and need the edit. */
const quietFor = 1000

/** Whether it is too early to show anything but text. */
export const isQuiet = (draft: Draft, now: number): boolean =>
  isCounting(draft) && now - (writtenOf(draft)?.askedAt ?? now) < quietFor

const subtext = (line: string): string => `-# ${line}`
const warning = (line: string): string => `-# ⚠️ ${line}`

const longestDetail = 100

/** A failure in words a person understands, with what to do next. */
export const failureWords = ({ kind, detail, retryAfter }: Failure, strings: Strings): string =>
  strings.failure[kind](
    detail === undefined ? undefined : cut(detail, longestDetail).replace(/\s+/g, ' ').toWellFormed(),
    retryAfter === undefined ? undefined : Math.ceil(retryAfter / 1000),
  )

const stopWords = (reason: StopReason, strings: Strings): string => {
  switch (reason) {
    case 'max_tokens':
      return strings.stopReason.max_tokens
    case 'refusal':
      return strings.stopReason.refusal
    case 'model_context_window_exceeded':
      return strings.stopReason.model_context_window_exceeded
    default:
      return strings.stopReason.other(reason)
  }
}
