import { styleText } from 'node:util'

const levels: Readonly<Record<number, readonly [string, Parameters<typeof styleText>[0]]>> = {
  10: ['trace', 'gray'],
  20: ['debug', 'gray'],
  30: ['info', 'green'],
  40: ['warn', 'yellow'],
  50: ['error', 'red'],
  60: ['fatal', 'red'],
}

const field = ([name, value]: readonly [string, unknown]): string =>
  `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`

const stackOf = (error: unknown): string => {
  const { stack, message } = Object(error)
  const text = typeof stack === 'string' ? stack : String(message ?? '')
  return text === '' ? '' : `\n${text.replace(/^/gm, '  ')}`
}

/** Takes out what would move a terminal's cursor or colour its text. */
export const harmless = (text: string): string => text.replace(/[^\P{Cc}\n]/gu, '')

/**
 * A line of the JSON log for people at a terminal: time, level, message, then its fields, and the stack of an error below. What
 * is not a line of the log stays as it is.
 *
 * @example readableLine('{"level":30,"time":0,"msg":"ready","user":"Bot"}', false) // '00:00:00 info  ready  user: Bot'
 */
export const readableLine = (json: string, hasColors: boolean): string => {
  let line: Record<string, unknown>
  try {
    line = Object(JSON.parse(json))
  } catch {
    return json
  }
  const { level, time, msg, err, ...fields } = line
  const [name, color] = levels[Number(level)] ?? ['', 'gray']
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    hasColors ? styleText(format, text, { validateStream: false }) : text
  const at = new Date(Number(time)).toTimeString().slice(0, 8)
  const about = Object.entries(fields).map(field).join('  ')
  const parts = [paint('gray', at), paint(color, name.padEnd(5)), harmless(String(msg ?? ''))]
  return `${parts.join(' ')}${about && `  ${paint('gray', harmless(about))}`}${harmless(stackOf(err))}\n`
}
