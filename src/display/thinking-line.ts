import { cut } from '../markdown/cut.ts'
import { type Draft, writtenOf } from './draft.ts'

/** The most of its thinking that is shown, in code points. */
const mostShown = 600

/** The most that the line takes, in code points. */
export const mostThinking = mostShown + 20

/**
 * One line of plain words: nothing in it ends the spoiler, mentions, or is drawn as Markdown, a link or an invite. What
 * would do so gives way to a look-alike of the same length.
 */
const plain = (thinking: string): string =>
  thinking
    .replace(/[[\]\\`*_~|<>#\p{C}]/gu, ' ')
    .replace(/@/g, '＠')
    .replace(/:(?=\/\/)/g, '∶')
    .replace(/\.(?=gg\/|com\/invite)/gi, '․')
    .replace(/\s+/g, ' ')
    .trim()

/** The newest words, so that one sees it go on. */
const newest = (strings: string): string => {
  const points = [...strings.slice(-2 * mostShown).replace(/^[\udc00-\udfff]/, '')]
  return strings.length <= mostShown ? strings : `…${points.slice(1 - mostShown).join('')}`
}

/**
 * Claude's thinking as far as it is to be seen, in subtext: open with its newest words while it thinks, in a spoiler with
 * its first words once it writes. Empty where there is none.
 */
export const thinkingLine = (draft: Draft): string => {
  const written = writtenOf(draft)
  const strings = plain(written?.thinking ?? '')
  if (strings === '') return ''
  return draft.type === 'thinking' && written?.text === ''
    ? `-# 💭 ${newest(strings)}`
    : `-# 💭 ||${cut(strings, mostShown)}||`
}
