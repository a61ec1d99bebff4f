import type { Answer } from '../conversation/turn.ts'
import type { Page } from '../reply/page.ts'
import { createRender } from '../reply/render.ts'
import type { Words } from '../words/words.ts'
import { recorded } from './recorded.ts'

const unknown: Page = { content: '', controls: [] }

/**
 * What the messages of an answer that has ended show, first page first. The last one is given as empty: its end is in
 * the language of whoever had it written, and so it has to be written anew.
 */
export const pagesOf = (answer: Answer, words: Words): readonly Page[] => {
  const render = createRender({ words, dollars: () => null, controls: () => [] })
  return [...render(recorded(answer), 0).slice(0, -1), unknown]
}
