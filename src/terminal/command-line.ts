import { type ParseArgsConfig, parseArgs } from 'node:util'

/** An error in the command line. The message is one sentence; the exit code is 2. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>

/** Options that every command has. */
const shared = { help: { type: 'boolean', short: 'h' } } as const satisfies Options

const firstSentence = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replace(/\. To specify.*$/s, '.')
    .replace(/\.$/, '')

/** Reads a command line. Throws `UsageError` for an unknown option or one without its value. */
export const readCommandLine = <const Known extends Options>(args: readonly string[], known: Known) => {
  try {
    return parseArgs({ args: [...args], options: { ...shared, ...known }, allowPositionals: true })
  } catch (error) {
    throw new UsageError(`${firstSentence(error)}; --help lists what there is`)
  }
}

/** Reads an option as a whole number of at least `least`. Throws `UsageError` that quotes the value. */
export const wholeNumber = (name: string, given: string, least = 1): number => {
  const value = Number(given)
  if (!/^\d+$/.test(given) || value < least)
    throw new UsageError(`--${name} is "${given}"; give a whole number of at least ${least}`)
  return value
}

/** Splits an option at its commas. */
export const listOf = (given: string): readonly string[] =>
  given
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '')
