import { expect, test } from 'vitest'
import { advance, asked } from '../../src/display/draft.ts'
import { isCounting } from '../../src/display/status-line.ts'

test('the seconds of thinking go on after some text', () => {
  const text = advance(asked('claude', 0), { type: 'text-delta', text: 'Let me think.' }, 1)
  expect(isCounting(text)).toBe(false)
  expect(isCounting(advance(text, { type: 'thinking-start' }, 2))).toBe(true)
})
