import type { Failure, FailureKind } from '../conversation/failure.ts'
import type { Strings } from '../i18n/strings.ts'
import { cut } from '../markdown/cut.ts'
import { allowanceWords } from './allowance-words.ts'
import { type Draft, isFinal, writtenOf } from './draft.ts'

/** The status line before there is text, as subtext: queued, waiting, or thinking with its seconds. */
export const waitingLine = (draft: Draft, strings: Strings, now: number): string => {
  switch (draft.type) {
    case 'queued':
      return subtext(
        strings.status.queued(
          draft.ahead,
          draft.people.slice(0, mostNamed).map((id) => `<@${id}>`),
          draft.people.length > mostNamed,
        ),
      )
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

/** The most people who are named as those who come first. */
const mostNamed = 4

const secondsSince = (since: number, now: number): number => Math.max(0, Math.floor((now - since) / 1000))

/**
 * The line that says why a reply ended early; empty for a normal end. `button` is the label of the button that tries
 * again or continues.
 */
export const endingLine = (draft: Draft, strings: Strings, button?: string): string => {
  if (!isFinal(draft)) return ''
  if (draft.type === 'failed') {
    const line = failureText(draft.failure, strings, button)
    return plain.has(draft.failure.kind) ? subtext(line) : warning(line)
  }
  return draft.stopReason === 'end_turn' ? '' : warning(stopText(draft, strings, button))
}

/** Ends that somebody asked for, or that pass by themselves: without a warning sign. */
const plain: ReadonlySet<FailureKind> = new Set([
  'stopped',
  'postponed',
  'question-deleted',
  'forgotten',
  'over-allowance',
  'too-fast',
])

/** Whether the status line counts seconds, so that it changes with time alone. */
export const isCounting = (draft: Draft): boolean =>
  draft.type === 'summarising' ||
  draft.type === 'thinking' ||
  (draft.type === 'asked' && !writtenOf(draft)?.text)

/** For how many ms no status line is shown: most first texts come sooner and need the edit. */
const quietFor = 1000

/** Whether it is too early for a status line. */
export const isQuiet = (draft: Draft, now: number): boolean =>
  isCounting(draft) && !writtenOf(draft)?.text && now - (writtenOf(draft)?.askedAt ?? now) < quietFor

const subtext = (line: string): string => `-# ${line}`
const warning = (line: string): string => `-# ⚠️ ${line}`

const longestDetail = 100

const failureText = (
  { kind, detail, retryAfter, over }: Failure,
  strings: Strings,
  button: string | undefined,
): string =>
  strings.failure[kind]({
    detail: detail === undefined ? undefined : cut(detail, longestDetail).replace(/\s+/g, ' ').toWellFormed(),
    seconds: retryAfter === undefined ? undefined : Math.ceil(retryAfter / 1000),
    button,
    over: over && allowanceWords(over, strings),
  })

const stopText = (
  { stopReason, written }: Extract<Draft, { type: 'ended' }>,
  { stopReason: texts }: Strings,
  button: string | undefined,
): string => {
  const hasText = written.text.trim() !== ''
  switch (stopReason) {
    case 'max_tokens':
      return hasText ? texts.max_tokens(button) : texts.onlyThinking
    case 'refusal':
      return texts.refusal(hasText)
    case 'model_context_window_exceeded':
      return texts.model_context_window_exceeded
    case 'pause_turn':
      return texts.pause_turn(button)
    default:
      return texts.other(stopReason)
  }
}
