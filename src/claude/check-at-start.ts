import type { Clock } from '../clock.ts'
import { closest } from '../closest.ts'
import type { Failure } from '../conversation/failure.ts'
import { delay } from '../delay.ts'
import type { Log } from '../log.ts'
import { StartError } from '../start-error.ts'
import type { ModelList } from './model-list.ts'

/** How long, in ms, a start waits for the list of models. */
const patience = 3_000

/** What is checked, and with what. */
export type StartCheck = {
  readonly list: Pick<ModelList, 'first' | 'known'>
  /** The model that answers where none was chosen: CLAUDE_MODEL. */
  readonly model: string
  readonly clock: Clock
  readonly log: Pick<Log, 'warn' | 'error'>
}

/**
 * Checks the key and CLAUDE_MODEL with the list of models, which costs nothing. Waits three seconds at most and logs
 * a later result. Throws `StartError` if the key is refused in time; starts anyway if Claude cannot be reached.
 */
export const checkAtStart = async (check: StartCheck): Promise<void> => {
  const { list, clock, log } = check
  let isLate = false
  const judged = list.first.then(async (failure) => {
    if (failure?.kind === 'key-refused') {
      const error = new StartError(refusedKey(failure))
      if (!isLate) throw error
      log.error(error.message)
    } else if (failure === undefined) await checkModel(check)
  })
  const waiting = new AbortController()
  const timeUp = delay(patience, { clock, signal: waiting.signal }).then(
    () => {
      isLate = true
    },
    () => undefined,
  )
  try {
    await Promise.race([judged, timeUp])
  } finally {
    waiting.abort()
  }
}

const refusedKey = ({ detail }: Failure): string =>
  `Claude refuses ANTHROPIC_API_KEY: create a key in the Claude Console and put it into .env.${detail ? ` Claude’s words: ${detail.replace(/\.$/, '')}.` : ''}`

const checkModel = async ({ list, model, log }: StartCheck): Promise<void> => {
  const ids = (await list.known()).map(({ id }) => id)
  if (ids.length === 0 || ids.includes(model)) return
  const meant = closest(model, ids)
  log.warn(
    { model },
    `CLAUDE_MODEL is "${model}", which this key cannot use${meant ? `; did you mean "${meant}"?` : `. It can use ${ids.join(', ')}.`}`,
  )
}
