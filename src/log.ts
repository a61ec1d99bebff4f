import { type DestinationStream, type Logger, pino } from 'pino'
import { readableLine } from './log-lines.ts'

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>

/** Where a log goes when nobody says: JSON lines to stdout, or readable lines if that is a terminal. */
const standardOutput = (): DestinationStream => {
  const out = pino.destination({ sync: true })
  if (!process.stdout.isTTY) return out
  const hasColors = process.stdout.hasColors()
  return { write: (line) => void out.write(readableLine(line, hasColors)) }
}

/**
 * Logs as JSON lines, in a terminal as lines for people. What looks like one of `secrets` is struck out wherever it stands, errors' messages and stacks
 * included: a token may sit in a request's address.
 */
export const createLog = (level: string, secrets: readonly string[], to?: DestinationStream): Logger => {
  const hidden = secrets.filter((secret) => secret.length > 0)
  const out = to ?? standardOutput()
  const strike = (line: string): string =>
    hidden.reduce((text, secret) => text.replaceAll(secret, '[secret]'), withoutTokens(line))
  return pino(
    { level, base: null, serializers: { err: plain } },
    { write: (line: string) => out.write(strike(line)) },
  )
}

/** An interaction's token is part of addresses. */
const withoutTokens = (line: string): string =>
  line.replace(/(\/(?:webhooks|interactions)\/\d+\/)[\w.-]{20,}/g, '$1[token]')

/** An error without what libraries hang on it: a refused request carries its body, which is what people said. */
const plain = (error: unknown): object => {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack, cause } = error
  const code = 'code' in error ? { code: String(error.code) } : {}
  return { type: name, message, stack, ...code, ...(cause instanceof Error && { cause: plain(cause) }) }
}
