import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Failed } from '../../src/conversation/failure.ts'
import { nothingSpent, noUsage } from '../../src/conversation/usage.ts'
import type { Change } from '../../src/display/changes.ts'
import { type Draft, isFinal, type Written, writtenOf } from '../../src/display/draft.ts'
import type { Page } from '../../src/display/page.ts'
import type { Render } from '../../src/display/render.ts'
import type { Screen } from '../../src/display/screen.ts'
import { show } from '../../src/display/show.ts'
import { type Gate, openGate } from '../../src/pacing/gate.ts'
import { createFakeClock, settled } from '../world/fake-clock.ts'

const written = (text: string): Written => ({
  text,
  thinking: '',
  sources: [],
  model: 'claude',
  usage: noUsage,
  earlier: nothingSpent,
  askedAt: 0,
})
const writing = (text: string): Draft => ({ type: 'writing', written: written(text) })
const ended = (text: string): Draft => ({
  type: 'ended',
  written: written(text),
  stopReason: 'end_turn',
  endedAt: 0,
})

/** Pages of ten characters; the last one ends in `_` while it grows and in `.` when it has ended. */
const render: Render = (draft) => {
  const text = writtenOf(draft)?.text ?? ''
  const tail = isFinal(draft) ? '.' : '_'
  const count = Math.max(1, Math.ceil(text.length / 10))
  return Array.from({ length: count }, (_, index): Page => {
    const part = text.slice(index * 10, index * 10 + 10)
    return { content: index === count - 1 ? part + tail : part, controls: [] }
  })
}

/** A screen that keeps what it holds, and what it was told; `outcomes` are taken one by one, then all is well. */
const createWall = (outcomes: readonly ('shown' | 'missed')[] = []) => {
  const left = [...outcomes]
  const pages: string[] = []
  const log: Change[] = []
  let busy = 0
  const apply: Screen['apply'] = async (change) => {
    busy += 1
    expect(busy).toBe(1)
    log.push(change)
    await new Promise((resolve) => setImmediate(resolve))
    busy -= 1
    if (left.shift() === 'missed') return 'missed'
    if (change.type === 'remove') pages.splice(change.index)
    else pages[change.index] = change.page.content
    return 'shown'
  }
  return { screen: { gate: openGate(), apply } satisfies Screen, pages, log }
}

const never = new AbortController().signal

describe('showing a reply', () => {
  test('posts the first text at once and grows it by edits', async () => {
    const wall = createWall()
    const display = show({ render, screen: wall.screen, clock: createFakeClock(), shown: [], signal: never })
    display.take(writing('Hel'))
    await settled()
    expect(wall.pages).toEqual(['Hel_'])
    display.take(writing('Hello'))
    display.take(ended('Hello'))
    await display.done
    expect(wall.log.map(({ type }) => type)).toEqual(['post', 'edit'])
    expect(wall.pages).toEqual(['Hello.'])
  })

  test('seals a full page before it posts the next, and leaves the sealed one alone', async () => {
    const wall = createWall()
    const display = show({ render, screen: wall.screen, clock: createFakeClock(), shown: [], signal: never })
    display.take(writing('0123'))
    await settled()
    display.take(writing('0123456789ab'))
    await settled()
    await settled()
    display.take(ended('0123456789abc'))
    await display.done
    expect(wall.log.map((change) => `${change.type} ${change.index}`)).toEqual([
      'post 0',
      'edit 0',
      'post 1',
      'edit 1',
    ])
    expect(wall.pages).toEqual(['0123456789', 'abc.'])
  })

  test('tries again with the newest text what did not get through', async () => {
    const clock = createFakeClock()
    const wall = createWall(['missed', 'missed'])
    const display = show({ render, screen: wall.screen, clock, shown: [], signal: never })
    display.take(writing('old'))
    await settled()
    display.take(ended('old and new'))
    await clock.pass(60_000)
    await display.done
    expect(wall.pages.join('')).toBe('old and new.')
    expect(clock.timers()).toBe(0)
  })

  test('gives up when the screen is gone', async () => {
    const wall = createWall()
    const screen: Screen = {
      ...wall.screen,
      apply: () => Promise.reject(new Failed({ kind: 'screen-gone' })),
    }
    const display = show({ render, screen, clock: createFakeClock(), shown: [], signal: never })
    display.take(writing('text'))
    await expect(display.done).rejects.toMatchObject({ failure: { kind: 'screen-gone' } })
  })

  test('sends nothing for a draft that looks the same', async () => {
    const wall = createWall()
    const display = show({ render, screen: wall.screen, clock: createFakeClock(), shown: [], signal: never })
    display.take(writing('same'))
    await settled()
    display.take(writing('same'))
    await settled()
    expect(wall.log).toHaveLength(1)
  })

  test('renders no text that is overtaken before the gate opens', async () => {
    const rendered: string[] = []
    const noting: Render = (draft, now) => {
      rendered.push(writtenOf(draft)?.text ?? '')
      return render(draft, now)
    }
    const opening: (() => void)[] = []
    const gate: Gate = {
      notify: () => {},
      pass: async (_way, _want, send) => {
        await new Promise<void>((resolve) => opening.push(resolve))
        return send(0)
      },
    }
    const { screen, pages } = createWall()
    const on = {
      render: noting,
      screen: { ...screen, gate },
      clock: createFakeClock(),
      shown: [],
      signal: never,
    }
    const display = show(on)
    for (const text of ['a', 'a b', 'a b c']) {
      display.take(writing(text))
      opening.shift()?.()
      display.take(writing(`${text} `))
      await settled()
    }
    expect(pages).toEqual(['a b c _'])
    expect(rendered).toEqual(['a ', 'a b ', 'a b c '])
  })

  test('is done with a final draft that looks like what is on the screen already', async () => {
    const wall = createWall()
    const shown = render(ended('same'), 0)
    const display = show({ render, screen: wall.screen, clock: createFakeClock(), shown, signal: never })
    display.take(ended('same'))
    await display.done
    expect(wall.log).toEqual([])
  })

  test('is quiet for a second, then says that it waits, and counts', async () => {
    const clock = createFakeClock()
    const wall = createWall()
    const seconds: Render = (draft, now) =>
      draft.type === 'asked' ? [{ content: `${Math.floor(now / 1000)} s`, controls: [] }] : render(draft, now)
    const display = show({ render: seconds, screen: wall.screen, clock, shown: [], signal: never })
    display.take({ type: 'asked', written: written('') })
    await clock.pass(900)
    expect(wall.pages).toEqual([])
    await clock.pass(2_200)
    expect(wall.pages).toEqual(['3 s'])
    display.take(ended('x'))
    await display.done
    expect(clock.timers()).toBe(0)
  })

  test('always ends with the whole text, whatever comes in which order and whatever misses', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.string({ maxLength: 25 }), fc.boolean()), { maxLength: 12 }),
        fc.array(fc.constantFrom<'shown' | 'missed'>('shown', 'missed'), { maxLength: 8 }),
        async (steps, outcomes) => {
          const clock = createFakeClock()
          const wall = createWall(outcomes)
          const display = show({ render, screen: wall.screen, clock, shown: [], signal: never })
          let text = ''
          for (const [more, waits] of steps) {
            text += more
            display.take(writing(text))
            if (waits) await clock.pass(300)
          }
          display.take(ended(text))
          // A change that misses while no time passes is tried again only when time passes once more.
          for (let tries = 0; tries < 100 && wall.pages.join('') !== `${text}.`; tries++)
            await clock.pass(2000)
          await display.done
          expect(wall.pages.join('')).toBe(`${text}.`)
          expect(clock.timers()).toBe(0)
        },
      ),
      {
        numRuns: 60,
        examples: [
          [
            Array.from({ length: 12 }, () => ['a text of 25 characters. ', false]),
            [...Array.from({ length: 7 }, () => 'shown' as const), 'missed'],
          ],
        ],
      },
    )
  })
})
