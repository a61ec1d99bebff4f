import type { Question } from '../conversation/turn.ts'
import type { Strings } from '../i18n/strings.ts'
import { cut } from '../markdown/cut.ts'
import { escapeText, withoutInvisible } from '../markdown/escape.ts'

/** The most that is quoted of a question, and of its files' names, in code points. */
const mostQuoted = 200
const mostNames = 100

/**
 * A quotation of the question above its reply, for replies to commands, where Discord does not show the question.
 * Empty otherwise, and for a deleted question.
 */
export const questionHeading = (question: Question, { heading }: Strings): string => {
  const { heading: shown, text, files, speaker } = question
  if (shown === undefined) return ''
  const names = files.map(({ name }) => name).join(', ')
  const quoted = [quote(text, mostQuoted), quote(names, mostNames, '📎 ')].filter((line) => line !== '')
  if (quoted.length === 0) return ''
  const about = shown.about === undefined ? [] : [`-# ${heading.about(`<@${speaker.id}>`, shown.about)}`]
  return [...about, ...quoted].join('\n')
}

/** One line of a quotation in which nothing formats, mentions or links. */
const quote = (text: string, most: number, sign = ''): string => {
  const words = withoutInvisible(text).replace(/\s+/g, ' ').trim()
  return words === '' ? '' : `> ${sign}${escapeText(cut(words, most))}`
}
