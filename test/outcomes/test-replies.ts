import { expect, test } from 'vitest'
import { startBotWorld } from '../world/bot-world.ts'
import { createScaledClock } from '../world/scaled-clock.ts'
import { type Cell, cells, createAnswers, expectedEnd, play } from './reply-matrix.ts'
import { requestClasses } from './reply-requests.ts'

/** Plays cells at the same time in one world. */
const playAll = async (some: readonly Cell[]) => {
  const clock = createScaledClock()
  const world = await startBotWorld({
    clock,
    environment: { MAX_WAITING_PER_PERSON: '50' },
    claude: { speed: 1, answer: createAnswers() },
    discord: { limits: { 'POST /channels/:channel_id/messages': { limit: 1_000, windowMs: 1_000 } } },
  })
  try {
    // Discord’s three seconds are enough on a busy machine: time passes faster once every question is acknowledged.
    let waiting = some.length
    const asked = (): void => {
      waiting -= 1
      if (waiting === 0) clock.setSpeed(10)
    }
    return await Promise.all(some.map((cell) => play(cell, world, clock, asked)))
  } finally {
    clock.setSpeed(1)
    await world.close()
  }
}

/** Tests each trouble of each class of request, for one duration: the two take minutes, and run side by side in files of their own. */
export const testReplies = (duration: Cell['duration']): void => {
  test.each(requestClasses)('$name: each trouble has its end', async (requests) => {
    const some = cells.filter((cell) => cell.requests === requests && cell.duration === duration)
    const ends = await playAll(some)
    const named = (end: (index: number) => unknown) =>
      Object.fromEntries(some.map(({ trouble }, index) => [trouble.name, end(index)]))
    expect(named((index) => ends[index]?.end)).toEqual(
      named((index) => some[index] && expectedEnd(some[index])),
    )
    // No storm: a minute of trouble costs a reply a few dozen requests at most.
    expect(Math.max(...ends.map(({ requests: met }) => met))).toBeLessThan(80)
  })
}
