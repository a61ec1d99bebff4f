import { describe, expect, test } from 'vitest'
import { type RetryOptions, retry } from '../src/retry.ts'
import { createFakeClock } from './world/fake-clock.ts'

const startRetry = (options: Partial<RetryOptions> & Pick<RetryOptions, 'again'>, succeedsAt = Infinity) => {
  const clock = createFakeClock()
  const at: number[] = []
  const attempt = async (tried: number): Promise<string> => {
    at.push(clock.elapsed())
    if (tried < succeedsAt) throw new Error(`try ${tried}`)
    return 'done'
  }
  const result = retry(attempt, { clock, first: 100, longest: 400, ...options }).catch(String)
  return { clock, at, result }
}

describe('retry', () => {
  test('pauses grow up to the longest one', async () => {
    const { clock, at, result } = startRetry({ again: () => true }, 6)
    await clock.pass(10_000)
    expect(at).toEqual([0, 100, 300, 700, 1_100, 1_500])
    expect(await result).toBe('done')
  })

  test('waits at least as long as the server asks', async () => {
    const { clock, at } = startRetry({ again: (_, tried) => (tried === 1 ? 2_000 : 5) }, 3)
    await clock.pass(10_000)
    expect(at).toEqual([0, 2_000, 2_200])
  })

  test('throws what is not worth another try', async () => {
    const { clock, at, result } = startRetry({ again: () => false })
    await clock.pass(10_000)
    expect([at, await result]).toEqual([[0], 'Error: try 1'])
  })

  test('throws instead of beginning a try after the time is up', async () => {
    const { clock, at, result } = startRetry({ again: () => true, within: 650 })
    await clock.pass(10_000)
    expect([at, await result]).toEqual([[0, 100, 300], 'Error: try 3'])
  })

  test('ends during a pause when the signal aborts', async () => {
    const abort = new AbortController()
    const { clock, at, result } = startRetry({ again: () => true, signal: abort.signal })
    await clock.pass(150)
    abort.abort(new Error('stopped'))
    expect([await result, at, clock.timers()]).toEqual(['Error: stopped', [0, 100], 0])
  })

  test('chance shortens a pause by up to a quarter', async () => {
    const { clock, at } = startRetry({ again: () => true, random: () => 0.8 }, 2)
    await clock.pass(10_000)
    expect(at).toEqual([0, 80])
  })
})
