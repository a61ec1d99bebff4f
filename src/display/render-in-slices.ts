import { setImmediate } from 'node:timers/promises'
import { type Draft, writtenOf } from './draft.ts'
import type { Page } from './page.ts'
import type { Render } from './render.ts'

/** The size of a slice in UTF-16 units; the worst texts take some 20 ms each. */
export const slice = 1000

/**
 * Renders a long draft without blocking the process: as if the text grew, with a `pause` after each slice. Pages
 * depend on the text alone, so the result is that of `render`.
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
