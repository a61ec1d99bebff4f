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
  /** The one that answers when a budget runs low: CHEAPER_MODEL. */
  readonly cheaperModel?: string | undefined
  readonly clock: Clock
  readonly log: Pick<Log, 'warn' | 'error'>
}

/**
 * Checks the key, CLAUDE_MODEL and CHEAPER_MODEL with the list of models, which costs nothing. Waits three seconds at most and logs
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
    } else if (failure === undefined) await checkModels(check)
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

const checkModels = async ({ list, model, cheaperModel, log }: StartCheck): Promise<void> => {
  const ids = (await list.known()).map(({ id }) => id)
  if (ids.length === 0) return
  const check = (variable: string, named: string): void => {
    if (ids.includes(named)) return
    const meant = closest(named, ids)
    log.warn(
      { model: named },
      `${variable} is "${named}", which this key cannot use${meant ? `; did you mean "${meant}"?` : `. It can use ${ids.join(', ')}.`}`,
    )
  }
  check('CLAUDE_MODEL', model)
  if (cheaperModel !== undefined) check('CHEAPER_MODEL', cheaperModel)
}
