import type { Answer } from '../conversation/turn.ts'
import { Failed } from '../reply/failure.ts'
import type { Words } from '../words/words.ts'
import { displayIn } from './display-in.ts'
import { recorded } from './recorded.ts'
import type { Surroundings } from './surroundings.ts'
import { variantOf } from './variant-of.ts'
import type { View } from './view.ts'

/** An answer that is stored, and the view that is to show it. */
export type Showing = { readonly answer: Answer; readonly words: Words; readonly view: View }

/** Shows a stored answer as it ended. Resolves when it is on the screen, or when nothing can be shown there any more. */
export const showAnswer = async (
  { answer, words, view }: Showing,
  around: Pick<Surroundings, 'memory' | 'clock' | 'dollars' | 'giveUp'>,
): Promise<void> => {
  const variant = await variantOf(answer, around.memory)
  const about = { questionId: answer.parentId, answerId: () => answer.id, variant: () => variant }
  const display = displayIn({ view, words }, about, () => answer.id, around)
  display.take(recorded(answer))
  await view.record()
  await display.done.catch((error: unknown) => {
    if (!(error instanceof Failed)) throw error
  })
}
