import { describe, expect, test } from 'vitest'
import type { Clock } from '../../../src/clock.ts'
import { createLag } from '../../../src/sandbox/page/lag.ts'
import type { LagView } from '../../../src/sandbox/page/view/wire.ts'

const createWatch = () => {
  let at = 0
  const due: (() => void)[] = []
  const views: LagView[] = []
  const after: Clock['after'] = (_, then) => {
    due.push(then)
    return () => {}
  }
  const clock: Clock = { now: () => at, elapsed: () => at, after }
  const lag = createLag(clock, (view) => views.push(view))
  const pass = (ms: number): LagView | undefined => {
    at += ms
    for (const then of due.splice(0)) then()
    return views.at(-1)
  }
  return { lag, pass }
}

describe('how far behind the page is', () => {
  test('characters that are written and not shown are counted, and for how long', () => {
    const { lag, pass } = createWatch()
    lag.wrote('one', 'Hello, ')
    pass(100)
    lag.shows('Hello,▌')
    pass(100)
    lag.wrote('one', 'world!')
    pass(300)
    lag.ended('one')

    expect(pass(0)).toEqual({ reply: 1, at: 500, written: 13, shown: 7, behindMs: 300, writing: false })
  })

  test('Markdown that is shown otherwise than it was written is still found', () => {
    const { lag, pass } = createWatch()
    lag.wrote('one', '| a | b |\n|---|---|\n| one | two |\n')
    lag.shows('```\na   │ b\n────┼────\none │ two\n```\n-# claude · 12 in · 3 out')

    expect(pass(0)?.shown).toBe(34)
  })

  test('a page belongs to the reply that wrote it, and an old page does not take it back', () => {
    const { lag, pass } = createWatch()
    lag.wrote('one', 'The first reply speaks of tea.')
    lag.shows('The first reply speaks of tea.')
    lag.shows('The first reply')
    expect(pass(0)).toMatchObject({ reply: 1, shown: 30 })
    lag.wrote('two', 'The second one of coffee.')
    lag.shows('The second one')

    expect(pass(0)).toMatchObject({ reply: 2, shown: 15, written: 25 })
  })

  test('what the bot adds below the text does not hide it', () => {
    const { lag, pass } = createWatch()
    lag.wrote('one', 'A long and quiet river of words.')
    lag.shows('A long and quiet river of words.\n**Stopped** by Mira')

    expect(pass(0)?.shown).toBe(32)
  })
})
