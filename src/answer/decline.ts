import { fail } from '../reply/draft.ts'
import type { Failure } from '../reply/failure.ts'
import { createRender } from '../reply/render.ts'
import { show } from '../reply/show.ts'
import type { Words } from '../words/words.ts'
import type { Surroundings } from './surroundings.ts'
import type { View } from './view.ts'

/** Says on the view why a question is not taken; nothing of it is stored or asked. Resolves when it is said, or cannot be. */
export const decline = async (
  failure: Failure,
  view: View,
  words: Words,
  { clock, dollars, giveUp }: Pick<Surroundings, 'clock' | 'dollars' | 'giveUp'>,
): Promise<void> => {
  const display = show({
    render: createRender({ words, dollars, controls: () => [] }),
    screen: view.screen(() => ''),
    clock,
    shown: view.shown,
    signal: giveUp,
  })
  display.take(fail({ type: 'queued', ahead: 0 }, failure, clock.elapsed()))
  await display.done.catch(() => undefined)
}
