import type { Claude } from '../conversation/claude.ts'
import { Failed } from '../conversation/failure.ts'
import type { Log } from '../log.ts'
import { StartError } from '../start-error.ts'

/**
 * Asks Claude once whether the key is good, at no cost. Throws `StartError` when it is refused; a Claude that cannot be
 * reached right now is no reason not to start.
 */
export const checkKey = async (claude: Claude, signal: AbortSignal, log: Log): Promise<void> => {
  try {
    await claude.models(signal)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    if (error.failure.kind === 'key-refused')
      throw new StartError(
        'Claude refuses ANTHROPIC_API_KEY: create a key in the Claude Console and put it into .env.',
      )
    log.warn({ failure: error.failure }, 'Claude did not answer at the start')
  }
}
