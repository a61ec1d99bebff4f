import { type DestinationStream, type Logger, pino } from 'pino'
import { readableLine } from './log-lines.ts'

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>

/** The default destination: JSON lines to stdout, or readable lines if stdout is a terminal. */
const standardOutput = (): DestinationStream => {
  const out = pino.destination({ sync: true })
  if (!process.stdout.isTTY) return out
  const hasColors = process.stdout.hasColors()
  return { write: (line) => void out.write(readableLine(line, hasColors)) }
}

/**
 * Logs JSON lines, or readable lines in a terminal. `secrets` are redacted everywhere, error messages and stacks
 * included, because a token may be part of a URL.
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

/** Redacts interaction tokens, which are part of URLs. */
const withoutTokens = (line: string): string =>
  line.replace(/(\/(?:webhooks|interactions)\/\d+\/)[\w.-]{20,}/g, '$1[token]')

/**
 * An error without the properties that libraries add: a failed request carries its body, which holds what people
 * wrote.
 */
const plain = (error: unknown): object => {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack, cause } = error
  const code = 'code' in error ? { code: String(error.code) } : {}
  return { type: name, message, stack, ...code, ...(cause instanceof Error && { cause: plain(cause) }) }
}
