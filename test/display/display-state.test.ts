import { expect, test } from 'vitest'
import { createDisplayState } from '../../src/display/display-state.ts'
import { advance, asked, type Draft, writtenOf } from '../../src/display/draft.ts'
import { slice } from '../../src/display/render-in-slices.ts'
import { createFakeClock } from '../world/fake-clock.ts'

test('text that waits long for its edit is rendered slice by slice as it comes', () => {
  const lengths: number[] = []
  const render = (draft: Draft) => {
    lengths.push(writtenOf(draft)?.text.length ?? 0)
    return [{ content: '', controls: [] }]
  }
  const state = createDisplayState(render, createFakeClock(), [])
  let draft = asked('claude-opus-5-5', 0)
  for (let count = 0; count < 100; count++) {
    draft = advance(draft, { type: 'text-delta', text: 'x'.repeat(slice / 10) }, 0)
    state.take(draft)
    if (count === 4) state.begin({ type: 'post' })
  }
  expect(lengths).toEqual(Array.from({ length: 10 }, (_, index) => (index + 0.5) * slice))
})
