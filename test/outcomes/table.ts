import type { Outcome } from './outcome.ts'

const requests = {
  none: 'none',
  one: 'one',
  several: 'several, until one is answered or 20 s are over',
} as const

const cell = (text: string): string => text.replaceAll('|', '\\|')

const row = ({ what, sees, instead, kept, requests: sent, billed }: Outcome): string =>
  `| ${[what, sees === null ? (instead ?? '') : showing(sees), kept, requests[sent], billed === 1 ? 'once' : 'no'].map(cell).join(' | ')} |`

/** What the bot says itself is quoted; where Claude's own words are the end, the reply is whole. */
const showing = (sees: string): string =>
  sees === 'the end' || sees === 'Fine.' ? 'the reply, whole' : `“${sees}”`

/** The outcomes as a Markdown table. */
export const table = (title: string, outcomes: readonly Outcome[]): string =>
  [
    `### ${title}`,
    '',
    '| What happens | What the person sees on the message | What the next question knows of it | Requests to Claude | Billed |',
    '|---|---|---|---|---|',
    ...outcomes.map(row),
    '',
  ].join('\n')
