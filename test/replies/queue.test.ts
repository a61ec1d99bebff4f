import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openQueue } from '../../src/replies/queue.ts'

/** A piece of work that lasts until it is told to end, with the record of what became of it. */
const aJob = () => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const leaving = new AbortController()
  const places: number[] = []
  const job = { promise, resolve, reject, leaving, places, state: 'waiting', become: (_: string) => {} }
  job.become = (state) => {
    job.state = state
  }
  return job
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

test('whatever people do, each place works in order, one at a time, and knows who waits where', async () => {
  const deed = fc.record({
    what: fc.constantFrom('join', 'join', 'end', 'fail', 'leave'),
    place: fc.nat(2),
    which: fc.nat(9),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 40 }), async (deeds) => {
      const queue = openQueue()
      const lines: ReturnType<typeof aJob>[][] = [[], [], []]
      for (const { what, place, which } of deeds) {
        const line = lines[place] ?? []
        const running = line[0]
        const leaver = line.slice(1)[which]
        if (what === 'join') {
          const job = aJob()
          line.push(job)
          const work = () => {
            job.become('running')
            return job.promise
          }
          const onPlace = (n: number) => void job.places.push(n)
          queue.run(String(place), work, { onPlace, signal: job.leaving.signal }).then(
            () => job.become('done'),
            (error: unknown) => job.become(String(error)),
          )
        } else if (what === 'leave') {
          leaver?.leaving.abort('left')
          if (leaver !== undefined) line.splice(line.indexOf(leaver), 1)
        } else {
          if (what === 'end') running?.resolve()
          else running?.reject('failed')
          if (running !== undefined) line.shift()
        }
        await settled()
        for (const [index, jobs] of lines.entries()) {
          expect(jobs.map((job) => job.state)).toEqual(jobs.map((_, n) => (n === 0 ? 'running' : 'waiting')))
          expect(jobs.slice(1).map((job) => job.places.at(-1))).toEqual(jobs.slice(1).map((_, n) => n + 1))
          expect(queue.waiting(String(index))).toBe(Math.max(0, jobs.length - 1))
          for (const job of jobs) expect(job.places).toEqual([...new Set(job.places)].sort((a, b) => b - a))
        }
        expect(queue.busyPlaces()).toBe(lines.filter((jobs) => jobs.length > 0).length)
        if (what === 'leave' && leaver !== undefined) expect(leaver.state).toBe('left')
      }
    }),
  )
})

test('one that runs at once is never told a place', async () => {
  const queue = openQueue()
  const places: number[] = []
  await queue.run('here', async () => {}, { onPlace: (place) => places.push(place) })
  expect(places).toEqual([])
})

test('aborting what runs already is left to the work', async () => {
  const queue = openQueue()
  const leaving = new AbortController()
  const work = async () => {
    leaving.abort()
    return 'done'
  }
  expect(await queue.run('here', work, { signal: leaving.signal })).toBe('done')
})

test('one that was aborted before never joins', async () => {
  const queue = openQueue()
  await expect(queue.run('here', async () => {}, { signal: AbortSignal.abort('no') })).rejects.toBe('no')
  expect(queue.busyPlaces()).toBe(0)
})

test('two hundred places at once leave nothing behind', async () => {
  const queue = openQueue()
  await Promise.all(Array.from({ length: 600 }, (_, n) => queue.run(String(n % 200), settled)))
  expect(queue.busyPlaces()).toBe(0)
})
