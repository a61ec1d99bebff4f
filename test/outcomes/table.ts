import { english } from '../../src/i18n/languages.ts'
import type { EndingOutcome } from './ending-outcomes.ts'
import type { Outcome } from './outcome.ts'
import type { ProcessOutcome } from './process-outcomes.ts'

const requests = {
  none: 'none',
  one: 'one',
  two: 'two',
  several: 'several, until one is answered or 20 s are over',
} as const

const cell = (text: string): string => text.replaceAll('|', '\\|')

const lineOf = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`

/** What the bot says itself is quoted; where Claude's own words are the end, the reply is whole. */
const showing = (sees: string): string =>
  sees === 'the end' || sees === 'Fine.' ? 'the reply, whole' : `“${sees}”`

/** What can be pressed, by its label. */
const offersOf = (offers: Outcome['offers']): string =>
  offers.length === 0 ? 'nothing' : offers.map((action) => english.controls[action]).join(', ')

const logOf = (logs: readonly string[]): string => (logs.length === 0 ? 'nothing' : logs.join('; '))

const head = (title: string, ...columns: readonly string[]): readonly string[] => [
  `### ${title}`,
  '',
  lineOf(...columns),
  `|${'---|'.repeat(columns.length)}`,
]

const what = 'What happens'
const sees = 'What the person sees'
const press = 'What to press'
const asked = 'Requests to Claude'
const billed = 'Billed'
const kept = 'What the next question knows of it'
const next = 'The next question is answered'

/** The outcomes as a Markdown table. */
export const table = (title: string, outcomes: readonly Outcome[]): string =>
  [
    ...head(title, what, sees, press, kept, next, asked, billed, 'What is logged'),
    ...outcomes.map((row) =>
      lineOf(
        row.what,
        row.sees === null ? (row.instead ?? '') : showing(row.sees),
        offersOf(row.offers),
        row.kept,
        row.next ?? 'yes',
        requests[row.requests],
        row.billed === 1 ? 'once' : 'no',
        logOf(row.logs),
      ),
    ),
    '',
  ].join('\n')

/** What happens to the process, as a Markdown table. */
export const processTable = (title: string, outcomes: readonly ProcessOutcome[]): string =>
  [
    ...head(title, what, sees, press, kept, next, asked, billed, 'What is logged'),
    ...outcomes.map((row) =>
      lineOf(
        row.what,
        row.instead ?? showing(row.sees),
        offersOf(row.offers),
        row.kept,
        ...['yes', 'one', 'once'],
        logOf(row.logs) + (row.mayLog ? `, or ${row.mayLog}` : ''),
      ),
    ),
    '',
  ].join('\n')

/** What ends the bot, as a Markdown table. */
export const endingTable = (title: string, outcomes: readonly EndingOutcome[]): string =>
  [
    ...head(title, what, 'What whoever runs it is told, in one sentence, with exit code 1'),
    ...outcomes.map((row) => lineOf(row.what, `“… ${row.says}”`)),
    '',
  ].join('\n')
