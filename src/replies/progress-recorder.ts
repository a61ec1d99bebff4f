import type { AnswerMetadata, AnswerRef } from '../conversation/store.ts'
import { promptTokens } from '../conversation/usage.ts'
import { type Draft, isFinal, type Written, writtenOf } from '../display/draft.ts'
import { type Checkpoints, createCheckpoints } from './checkpoints.ts'
import type { Dependencies } from './dependencies.ts'

/**
 * Stores a reply while it grows: its text again and again; what its request is known to use as soon as Claude tells, and
 * what is shown beside it with its first text.
 */
export type ProgressRecorder = { readonly note: (draft: Draft) => void } & Pick<Checkpoints, 'flush' | 'stop'>

const metadataOf = ({ thinking, older, earlier, model, usage }: Written, from: number): AnswerMetadata => ({
  thinking,
  ...(older && { older }),
  dollars: earlier.dollars,
  ...(earlier.isEstimate && { isEstimate: true }),
  ...(promptTokens(usage) > 0 && { running: { model, usage, from } }),
})

/** `from` is how much of the answer's text there was before. */
export const createProgressRecorder = (
  answer: AnswerRef,
  from: number,
  { store, clock, onFault }: Pick<Dependencies, 'store' | 'clock' | 'onFault'>,
): ProgressRecorder => {
  const checkpoints = createCheckpoints(clock, (text) => store.checkpoint(answer, text), onFault)
  let known = 0
  let isThoughtKept = false
  let recorder: Promise<void> = Promise.resolve()
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
      recorder = recorder.then(() => store.updateMetadata(answer, metadataOf(written, from))).catch(onFault)
    },
    flush: checkpoints.flush,
    stop: async () => {
      await checkpoints.stop()
      await recorder
    },
  }
}
