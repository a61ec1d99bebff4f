import type { AnswerMetadata, AnswerRef } from '../conversation/store.ts'
import { promptTokens } from '../conversation/usage.ts'
import { type Draft, isFinal, type Written, writtenOf } from '../display/draft.ts'
import { type Checkpoints, createCheckpoints } from './checkpoints.ts'
import type { Dependencies } from './dependencies.ts'

/**
 * Stores a reply while it grows: its text at intervals, its usage as soon as Claude reports it, and its thinking with its
 * first text. After `stop` nothing is written.
 */
export type Recorder = { readonly note: (draft: Draft) => void } & Pick<Checkpoints, 'flush' | 'stop'>

const metadataOf = (
  { thinking, thoughtFor, older, cheaper, earlier, model, usage }: Written,
  from: number,
): AnswerMetadata => ({
  thinking,
  ...(thoughtFor && { thoughtFor }),
  ...(older && { older }),
  ...(cheaper && { cheaper }),
  dollars: earlier.dollars,
  ...(earlier.isEstimate && { isEstimate: true }),
  ...(promptTokens(usage) > 0 && { running: { model, usage, from } }),
})

/** `from` is the length of the text of earlier requests. A lasting fault is reported to `onFault` once. */
export const createRecorder = (
  answer: AnswerRef,
  from: number,
  { store, clock, onFault }: Pick<Dependencies, 'store' | 'clock' | 'onFault'>,
): Recorder => {
  const checkpoints = createCheckpoints(clock, (text) => store.checkpoint(answer, text), onFault)
  let known = 0
  let isThoughtKept = false
  let updates: Promise<void> = Promise.resolve()
  return {
    note: (draft) => {
      const written = writtenOf(draft)
      if (written === undefined) return
      checkpoints.note(written.text)
      if (isFinal(draft)) return
      const told = promptTokens(written.usage) + written.usage.webSearches
      const { text, thinking, thoughtFor = 0 } = written
      const hasThought = text !== '' && (thinking !== '' || thoughtFor > 0)
      if (told === known && hasThought === isThoughtKept) return
      known = told
      isThoughtKept = hasThought
      updates = updates.then(() => store.updateMetadata(answer, metadataOf(written, from))).catch(onFault)
    },
    flush: checkpoints.flush,
    stop: async () => {
      await checkpoints.stop()
      await updates
    },
  }
}
