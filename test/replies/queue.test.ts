import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { type Ahead, openQueue } from '../../src/replies/queue.ts'

/** A piece of work that lasts until it is told to end, with the record of what became of it. */
const aJob = (key: string, after: readonly string[]) => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const leaving = new AbortController()
  const told: Ahead[] = []
  const job = { key, after, promise, resolve, reject, leaving, told, state: 'waiting' }
  return { ...job, become: (state: string): void => void Object.assign(job, { state }), now: () => job.state }
}
type Job = ReturnType<typeof aJob>

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Who comes first of a line, by the rule alone: the earlier ones of the same keys, or all where the place is full. */
const rule = (line: readonly Job[], job: Job): Ahead => {
  const earlier = line.slice(0, line.indexOf(job))
  const blocking = earlier.filter(({ key }) => key === job.key || job.after.includes(key))
  const waiting = earlier.filter((other) => other.now() === 'waiting')
  const first = blocking.length > 0 ? blocking : earlier
  return { place: waiting.length + 1, keys: [...new Set(first.map(({ key }) => key))] }
}

const deed = fc.record({
  what: fc.constantFrom('join', 'join', 'end', 'fail', 'leave'),
  place: fc.nat(1),
  key: fc.constantFrom('ada', 'bob', 'cem'),
  after: fc.subarray(['ada', 'bob', 'cem'], { maxLength: 1 }),
  which: fc.nat(9),
})

test.each([1, 2, 3])(
  'whatever people do with %d at a time, nobody overtakes themselves, no room is left unused, and who waits knows for whom',
  async (most) => {
    const deeds = fc.array(deed, { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(deeds, async (all) => {
        const queue = openQueue(most)
        const lines: Job[][] = [[], []]
        for (const { what, place, key, after, which } of all) {
          const line = lines[place] ?? []
          const running = line.filter((job) => job.now() === 'running')
          const leaver = line.filter((job) => job.now() === 'waiting')[which]
          const ended = running[which % Math.max(1, running.length)]
          if (what === 'join') {
            const job = aJob(key, which === 0 ? after : [])
            line.push(job)
            const work = () => {
              job.become('running')
              return job.promise
            }
            const onWait = (ahead: Ahead) => void job.told.push(ahead)
            const joining = { key, after: job.after, onWait, signal: job.leaving.signal }
            queue.run(String(place), work, joining).then(
              () => job.become('done'),
              (error: unknown) => job.become(String(error)),
            )
          } else if (what === 'leave' && leaver) {
            leaver.leaving.abort('left')
            line.splice(line.indexOf(leaver), 1)
          } else if (ended && (what === 'end' || what === 'fail')) {
            if (what === 'end') ended.resolve()
            else ended.reject('failed')
            line.splice(line.indexOf(ended), 1)
          }
          await settled()
          for (const [index, jobs] of lines.entries()) {
            const waiting = jobs.filter((job) => job.now() === 'waiting')
            const isBlocked = (job: Job): boolean =>
              jobs
                .slice(0, jobs.indexOf(job))
                .some((other) => other.key === job.key || job.after.includes(other.key))
            expect(jobs.length - waiting.length).toBeLessThanOrEqual(most)
            expect(jobs.filter((job) => job.now() === 'running' && isBlocked(job))).toEqual([])
            if (jobs.length - waiting.length < most) expect(waiting.every(isBlocked)).toBe(true)
            for (const job of waiting) expect(job.told.at(-1)).toEqual(rule(jobs, job))
            expect(queue.waiting(String(index))).toBe(waiting.length)
          }
          expect(queue.busyPlaces()).toBe(lines.filter((jobs) => jobs.length > 0).length)
          if (what === 'leave' && leaver) expect(leaver.now()).toBe('left')
        }
      }),
    )
  },
)

test('what has no key is done one piece after the other', async () => {
  const queue = openQueue()
  const done: number[] = []
  const work = (n: number) => async () => {
    await settled()
    done.push(n)
  }
  await Promise.all([1, 2, 3].map((n) => queue.run('here', work(n))))
  expect(done).toEqual([1, 2, 3])
})

test('one that runs at once is never told a place', async () => {
  const queue = openQueue()
  const places: Ahead[] = []
  await queue.run('here', async () => {}, { onWait: (ahead) => places.push(ahead) })
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

test('how many run side by side is said by who joins last: a place can have fewer, and more again', async () => {
  const queue = openQueue(3)
  const running: string[] = []
  const ends = new Map<string, () => void>()
  const join = (name: string, most: number) =>
    queue.run(
      'here',
      () => {
        running.push(name)
        return new Promise<void>((resolve) => ends.set(name, resolve))
      },
      { key: name, most },
    )
  const all = [join('a', 2), join('b', 2), join('c', 1)]
  await vi.waitFor(() => expect(running).toEqual(['a', 'b']))
  ends.get('a')?.()
  await all[0]
  expect(running).toEqual(['a', 'b'])
  ends.get('b')?.()
  await vi.waitFor(() => expect(running).toEqual(['a', 'b', 'c']))
  all.push(join('d', 1), join('e', 3))
  await vi.waitFor(() => expect(running.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']))
  for (const end of ends.values()) end()
  await Promise.all(all)
  expect(queue.busyPlaces()).toBe(0)
})
