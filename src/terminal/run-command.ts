import { UsageError } from './command-line.ts'
import { errorSentence } from './error-sentence.ts'

/**
 * Runs a command and returns its exit code: 0 for success, 1 for failure, 2 for a wrong command line, 130 after an
 * interruption. Prints errors to stderr, in one sentence.
 */
export const runCommand = async (command: () => Promise<number>): Promise<void> => {
  // A reader that has seen enough (`| head`) closes the pipe: that is no failure.
  process.stdout.on('error', (error: Error & { readonly code?: string }) =>
    process.exit(error.code === 'EPIPE' ? 0 : 1),
  )
  try {
    process.exitCode = await command()
  } catch (error) {
    process.stderr.write(`${errorSentence(error)}\n`)
    process.exitCode = error instanceof UsageError ? 2 : 1
  }
}
