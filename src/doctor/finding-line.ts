import { styleText } from 'node:util'
import type { Finding } from './finding.ts'

const marks = {
  ok: ['✓', 'green'],
  note: ['!', 'yellow'],
  wrong: ['✗', 'red'],
} as const satisfies Readonly<Record<Finding['state'], readonly [string, 'green' | 'yellow' | 'red']>>

/** The widest name of what is looked at, but for a few settings. */
const column = 12

/**
 * A finding as one line for a terminal or a pipe.
 *
 * @example findingLine(ok('clock', 'agrees with the servers.'), false) // '✓ clock         agrees with the servers.'
 */
export const findingLine = ({ about, state, says, todo }: Finding, hasColors: boolean): string => {
  const [mark, color] = marks[state]
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    hasColors ? styleText(format, text, { validateStream: false }) : text
  const name = says.startsWith(about) ? '' : about
  return `${paint(color, mark)} ${paint('bold', name.padEnd(column))} ${says}${todo ? ` ${paint('cyan', `→ ${todo}`)}` : ''}`
}
