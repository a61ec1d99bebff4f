import { type Draft, writtenOf } from '../reply/draft.ts'
import { type Checkpoints, createCheckpoints } from './checkpoints.ts'
import type { Surroundings } from './surroundings.ts'

/** Stores a reply while it grows: its text again and again, and once, with its first text, what is shown beside it. */
export type Keeping = { readonly note: (draft: Draft) => void } & Pick<Checkpoints, 'stop'>

export const createKeeping = (
  answerId: string,
  { memory, clock, onFault }: Pick<Surroundings, 'memory' | 'clock' | 'onFault'>,
): Keeping => {
  const checkpoints = createCheckpoints(clock, (text) => memory.checkpoint(answerId, text), onFault)
  let beside: Promise<void> | undefined
  return {
    note: (draft) => {
      const { text = '', thinking = '', older } = writtenOf(draft) ?? {}
      checkpoints.note(text)
      if (text === '' || beside !== undefined || (thinking === '' && !older)) return
      beside = memory.keepBeside(answerId, { thinking, ...(older && { older }) }).catch(onFault)
    },
    stop: async () => {
      await checkpoints.stop()
      await beside
    },
  }
}
