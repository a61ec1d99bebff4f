import type { Strings } from '../i18n/strings.ts'
import { cut } from '../markdown/cut.ts'
import { type Draft, writtenOf } from './draft.ts'

/** The most of its thinking that is shown, in code points. */
const mostShown = 600

/** The most that the time takes, in code points. */
const mostTime = 60

/** The most that the line takes, in code points. */
export const mostThinking = mostShown + 20 + mostTime

/** So long, in ms, thinking takes before its time is told: beside its words, and alone. */
const worthTelling = { besideWords: 1_000, alone: 3_000 }

/**
 * One line of plain text: characters that could end the spoiler, mention somebody, or form Markdown, a link or an
 * invite are replaced by look-alikes of the same length.
 */
const plain = (thinking: string): string =>
  thinking
    .replace(/[[\]\\`*_~|<>#\p{C}]/gu, ' ')
    .replace(/@/g, '＠')
    .replace(/:(?=\/\/)/g, '∶')
    .replace(/\.(?=gg\/|com\/invite)/gi, '․')
    .replace(/\s+/g, ' ')
    .trim()

/** The newest words, so that progress is visible. */
const newest = (words: string): string => {
  const points = [...words.slice(-2 * mostShown).replace(/^[\udc00-\udfff]/, '')]
  return words.length <= mostShown ? words : `…${points.slice(1 - mostShown).join('')}`
}

/**
 * Claude's thinking as subtext: its newest words while it thinks, then a spoiler with its first words. Empty without
 * thinking.
 */
export const thinkingLine = (draft: Draft, strings: Strings): string => {
  const written = writtenOf(draft)
  const words = plain(written?.thinking ?? '')
  if (draft.type === 'thinking' && written?.text === '') return words === '' ? '' : `-# 💭 ${newest(words)}`
  const folded = words === '' ? '' : `||${cut(words, mostShown)}||`
  const told = [timeOf(written?.thoughtFor ?? 0, words, strings), folded].filter((part) => part !== '')
  return told.length === 0 ? '' : `-# 💭 ${told.join(' ')}`
}

const timeOf = (thoughtFor: number, words: string, { status }: Strings): string =>
  thoughtFor < (words === '' ? worthTelling.alone : worthTelling.besideWords)
    ? ''
    : status.thought(Math.floor(thoughtFor / 1000))

/** What the line may take of each page, in code points. It does not change once there is text. */
export const roomForThinking = (draft: Draft, strings: Strings): number => {
  if (thinkingLine(draft, strings) === '') return 0
  return (writtenOf(draft)?.thinking ?? '') === '' ? mostTime : mostThinking
}
