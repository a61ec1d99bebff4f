import { setImmediate } from 'node:timers/promises'
import { type Draft, writtenOf } from './draft.ts'
import type { Page } from './page.ts'
import type { Render } from './render.ts'

/** So much more of a text, in UTF-16 units, is rendered at a time; of the worst texts that takes some 40 ms. */
export const slice = 3000

/**
 * What `render` gives for a draft whose text may be long, without blocking the process: the text is rendered as if it
 * grew, with a `pause` after each slice. Pages depend on the text alone, so the result is the same.
 */
export const renderInSlices = async (
  render: Render,
  draft: Draft,
  pause: () => Promise<unknown> = setImmediate,
): Promise<readonly Page[]> => {
  const written = writtenOf(draft)
  const text = written?.text ?? ''
  for (let length = slice; written !== undefined && length < text.length; length += slice) {
    render({ type: 'writing', written: { ...written, text: text.slice(0, length) } }, 0)
    await pause()
  }
  return render(draft, 0)
}
