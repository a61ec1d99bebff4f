import type { Answer } from '../conversation/turn.ts'
import { controlsOf } from '../reply/controls.ts'
import type { Page } from '../reply/page.ts'
import { createRender } from '../reply/render.ts'
import { show } from '../reply/show.ts'
import type { Words } from '../words/words.ts'
import { recorded } from './recorded.ts'
import { variantOf } from './run-reply.ts'
import type { Surroundings } from './surroundings.ts'
import type { View } from './view.ts'

/** What a finished answer looks like on a screen. */
export const pagesOf = async (
  answer: Answer,
  words: Words,
  around: Pick<Surroundings, 'memory' | 'dollars'>,
  { most, hasThreads }: Pick<View, 'most' | 'hasThreads'> = { hasThreads: false },
): Promise<readonly Page[]> => {
  const variant = await variantOf(answer.id, answer.parentId, around)
  const about = { questionId: answer.parentId, answerId: () => answer.id, variant: () => variant, hasThreads }
  const render = createRender({
    words,
    dollars: around.dollars,
    controls: controlsOf(about, words),
    ...(most !== undefined && { most }),
  })
  return render(recorded(answer), 0)
}

/**
 * Puts a finished answer onto a screen that shows something else, and confirms it. Rejects with `Failed` of kind
 * `screen-gone` when that cannot be.
 */
export const redisplay = async (
  answer: Answer,
  view: View,
  words: Words,
  around: Pick<Surroundings, 'memory' | 'dollars' | 'clock' | 'giveUp'>,
): Promise<void> => {
  const pages = await pagesOf(answer, words, around, view)
  await around.memory.conceal(answer.id)
  const display = show({
    render: () => pages,
    screen: view.screen(() => answer.id),
    clock: around.clock,
    shown: view.shown,
    signal: around.giveUp,
  })
  display.take(recorded(answer))
  await view.record()
  await display.done
  await around.memory.confirmDisplayed(answer.id)
}
