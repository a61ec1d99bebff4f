import { zeroWidthSpace } from './escape.ts'
import type { Mark } from './line.ts'

/** Bold. */
export const strong: Mark = { name: 'strong', open: '**', close: '**', source: '**' }
const em: Mark = { name: 'em', open: '*', close: '*' }
const emBesideStrong: Mark = { name: 'em', open: '_', close: '_' }
const ems: ReadonlyMap<string, Mark> = new Map(
  [em, emBesideStrong].flatMap((mark) =>
    ['*', '_'].map((source) => [mark.open + source, { ...mark, source }]),
  ),
)
/** Underlined, by Discord's two underscores or by a tag. */
export const underline: Mark = { name: 'underline', open: '__', close: '__', source: '__' }
/** Struck through. */
export const strike: Mark = { name: 'strike', open: '~~', close: '~~', source: '~~' }
/** Keeps its place between its neighbours, whatever direction they are written in (Unicode's first strong isolate). */
export const isolate: Mark = { name: 'isolate', open: '\u2068', close: '\u2069' }
/** Hidden until it is clicked. */
export const spoiler: Mark = { name: 'spoiler', open: '||', close: '||', source: '||' }
/** Italics opened with `source`; `beside` bold they need another mark, since stars that touch would be read as one run. */
export const emphasis = (source: string, beside: boolean): Mark => {
  const mark = beside ? emBesideStrong : em
  return ems.get(mark.open + source) ?? mark
}

/** Inline code around `content`, in one backtick or two: with three Discord would begin a block. */
export const codeMark = (content: string): Mark => {
  const ticks = tickRuns(content).has(1) ? '``' : '`'
  return {
    name: 'code',
    open: content.startsWith('`') ? `${ticks} ` : ticks,
    close: content.endsWith('`') ? ` ${ticks}` : ticks,
  }
}

/** Whether neither one backtick nor two around `content` would tell where it ends. */
export const backticksClash = (content: string): boolean => {
  const runs = tickRuns(content)
  return runs.has(1) && runs.has(2)
}

/** `code` without two backticks side by side. */
export const separateBackticks = (code: string): string => code.replace(/`(?=`)/g, `\`${zeroWidthSpace}`)

const tickRuns = (content: string): ReadonlySet<number> =>
  new Set((content.match(/`+/g) ?? []).map((run) => run.length))

/** What HTML tags open. */
export const tagMarks = {
  strong: { ...strong, source: '<b>' },
  em: { ...em, source: '<i>' },
  underline: { ...underline, source: '<u>' },
  strike: { ...strike, source: '<s>' },
  code: codeMark(''),
} as const
