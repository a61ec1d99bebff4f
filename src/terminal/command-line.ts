import { type ParseArgsConfig, parseArgs } from 'node:util'

/** Something in the command line is wrong. The message is one sentence; the exit code is 2. */
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

/** A whole number of at least `least`, given as an option. Throws `UsageError` that quotes what was given. */
export const wholeNumber = (name: string, given: string, least = 1): number => {
  const value = Number(given)
  if (!/^\d+$/.test(given) || value < least)
    throw new UsageError(`--${name} is "${given}"; give a whole number of at least ${least}`)
  return value
}

/** Several values in one option, divided by commas. */
export const listOf = (given: string): readonly string[] =>
  given
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '')
