import { UsageError } from './command-line.ts'
import { errorSentence } from './error-sentence.ts'

/**
 * Runs a command to its exit code: 0 when all went well, 1 when it failed, 2 when the command line was wrong, 130 when it
 * was interrupted. An error is one sentence on stderr.
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
