import type { Dollars } from '../conversation/usage.ts'
import { type Draft, isFinal, writtenOf } from '../display/draft.ts'
import { footer } from '../display/footer.ts'
import { endingLine, waitingLine } from '../display/status-line.ts'
import { english } from '../i18n/languages.ts'
import { failureSentence } from './error-sentence.ts'
import type { Style } from './style.ts'

/** Discord's mark for small text. */
const withoutMark = (line: string): string => line.replace(/^-# (⚠️ )?/, '')

/** How a reply ended, in words, when it was not simply the end. */
const ending = (draft: Draft): string =>
  draft.type === 'failed' ? failureSentence(draft.failure) : withoutMark(endingLine(draft, english))

/** The lines under a reply at `now` (`Clock.elapsed()`): its status, or how it ended and its usage. */
export const statusLines = (draft: Draft, now: number, dollars: Dollars, style: Style): readonly string[] => {
  const sources = isFinal(draft) ? (writtenOf(draft)?.sources ?? []) : []
  const lines: readonly (readonly [string, 'gray' | 'yellow'])[] = [
    [withoutMark(waitingLine(draft, english, now)), 'gray'],
    ...sources.map(({ title, url }, index) => [`${index + 1}. ${title} <${url}>`, 'gray'] as const),
    [ending(draft), 'yellow'],
    [isFinal(draft) ? withoutMark(footer(draft, { strings: english, dollars, style: 'full' })) : '', 'gray'],
  ]
  return lines.flatMap(([line, colour]) => (line === '' ? [] : [style(colour, line)]))
}
