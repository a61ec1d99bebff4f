import type { Beside } from '../conversation/memory.ts'
import { type Draft, isFinal, type Written, writtenOf } from '../reply/draft.ts'
import { promptTokens } from '../reply/usage.ts'
import { type Checkpoints, createCheckpoints } from './checkpoints.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Stores a reply while it grows: its text again and again; what its request is known to use as soon as Claude tells, and
 * what is shown beside it with its first text.
 */
export type Keeping = { readonly note: (draft: Draft) => void } & Pick<Checkpoints, 'flush' | 'stop'>

const besideOf = ({ thinking, older, earlier, model, usage }: Written, from: number): Beside => ({
  thinking,
  ...(older && { older }),
  dollars: earlier.dollars,
  ...(earlier.isEstimate && { isEstimate: true }),
  ...(promptTokens(usage) > 0 && { running: { model, usage, from } }),
})

/** `from` is how much of the answer's text there was before. */
export const createKeeping = (
  answerId: string,
  from: number,
  { memory, clock, onFault }: Pick<Surroundings, 'memory' | 'clock' | 'onFault'>,
): Keeping => {
  const checkpoints = createCheckpoints(clock, (text) => memory.checkpoint(answerId, text), onFault)
  let known = 0
  let isThoughtKept = false
  let keeping: Promise<void> = Promise.resolve()
  return {
    note: (draft) => {
      const written = writtenOf(draft)
      if (written === undefined) return
      checkpoints.note(written.text)
      if (isFinal(draft)) return
      const told = promptTokens(written.usage) + written.usage.webSearches
      const hasThought = written.text !== '' && written.thinking !== ''
      if (told === known && hasThought === isThoughtKept) return
      known = told
      isThoughtKept = hasThought
      keeping = keeping.then(() => memory.keepBeside(answerId, besideOf(written, from))).catch(onFault)
    },
    flush: checkpoints.flush,
    stop: async () => {
      await checkpoints.stop()
      await keeping
    },
  }
}
