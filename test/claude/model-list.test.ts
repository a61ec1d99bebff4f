import { expect, test } from 'vitest'
import { checkAtStart } from '../../src/claude/check-at-start.ts'
import { createModelList } from '../../src/claude/model-list.ts'
import type { Model } from '../../src/conversation/claude.ts'
import { Failed } from '../../src/conversation/failure.ts'
import { createLog } from '../../src/log.ts'
import { createFakeClock, settled } from '../world/fake-clock.ts'

const model = (id: string): Model => ({ id, name: id, contextTokens: 1, outputTokens: 1, efforts: [] })
const minute = 60_000

/** A list over a Claude that gives one answer after the other. `hang` answers only when aborted. */
const world = (...answers: readonly (readonly string[] | Failed | 'hang')[]) => {
  const clock = createFakeClock()
  const lines: string[] = []
  const log = createLog('debug', [], { write: (line) => void lines.push(JSON.parse(line).msg) })
  let requests = 0
  const claude = {
    models: async (signal: AbortSignal): Promise<readonly Model[]> => {
      const answer = answers[Math.min(requests, answers.length - 1)] ?? []
      requests += 1
      if (answer instanceof Failed) throw answer
      if (answer !== 'hang') return answer.map(model)
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
      )
    },
  }
  const list = createModelList({ claude, clock, log })
  const ids = async () => (await list.known()).map(({ id }) => id)
  return { clock, log, lines, list, ids, requests: () => requests }
}
const busy = new Failed({ kind: 'busy' })

test('nobody waits for a list that hangs, and its request ends by itself', async () => {
  const { list, ids, clock, requests, lines } = world('hang', ['a'])
  expect(await ids()).toEqual([])
  await clock.pass(20_000)
  expect(await list.first).toMatchObject({ kind: 'unreachable', detail: 'no list for 20 s' })
  expect(await ids()).toEqual([])
  expect(requests()).toBe(1)
  await clock.pass(30_000)
  await ids()
  await settled()
  expect(await ids()).toEqual(['a'])
  expect(lines).toEqual([
    'Claude does not list its models; the bot goes on without the list',
    'Claude lists its models again',
  ])
  expect(clock.timers()).toBe(0)
})

test('a list that fails is asked for ever more rarely, and the failure is logged once', async () => {
  const { ids, clock, requests, lines } = world(busy)
  for (let asked = 0; asked < 60 * 60; asked += 1) {
    await ids()
    await clock.pass(1_000)
  }
  // After 0.5, 1, 2, 4 and 8 minutes, then every 10.
  expect(requests()).toBe(10)
  expect(lines).toHaveLength(1)
})

test('an old list is better than none while a new one fails', async () => {
  const { ids, clock } = world(['a'], busy)
  await settled()
  await clock.pass(11 * minute)
  expect(await ids()).toEqual(['a'])
  await settled()
  expect(await ids()).toEqual(['a'])
})

test('a good list is asked for once in ten minutes, however often it is wanted', async () => {
  const { ids, clock, requests } = world(['a'])
  await settled()
  for (let asked = 0; asked < 100; asked += 1) await ids()
  expect(requests()).toBe(1)
  await clock.pass(10 * minute)
  await Promise.all([ids(), ids()])
  expect(requests()).toBe(2)
})

test('stopping ends a request, and no other follows', async () => {
  const { list, ids, requests, lines } = world('hang')
  list.stop()
  expect(await list.first).toEqual({ kind: 'shutdown' })
  await ids()
  expect(requests()).toBe(1)
  expect(lines).toEqual([])
})

const check = ({ list, clock, log }: ReturnType<typeof world>, name = 'claude-sonnet-5-5') =>
  checkAtStart({ list, clock, log, model: name })

test('a start waits three seconds for the list, not longer', async () => {
  const there = world('hang')
  let isStarted = false
  const started = check(there).then(() => {
    isStarted = true
  })
  await there.clock.pass(2_900)
  expect(isStarted).toBe(false)
  await there.clock.pass(200)
  await started
})

test('a refused key ends the start with Claude’s words, and is logged when it comes too late', async () => {
  const refused = new Failed({ kind: 'key-refused', detail: 'invalid x-api-key' })
  await expect(check(world(refused))).rejects.toThrow(
    /^Claude refuses ANTHROPIC_API_KEY: .*Claude’s words: invalid x-api-key\.$/,
  )
})

test.each([
  [
    'claude-sonet-5-5',
    'CLAUDE_MODEL is "claude-sonet-5-5", which this key cannot use; did you mean "claude-sonnet-5-5"?',
  ],
  [
    'gpt',
    'CLAUDE_MODEL is "gpt", which this key cannot use. It can use claude-sonnet-5-5, claude-haiku-5-5.',
  ],
])('CLAUDE_MODEL is checked against the list: %s', async (name, said) => {
  const there = world(['claude-sonnet-5-5', 'claude-haiku-5-5'])
  await check(there, name)
  expect(there.lines).toEqual([said])
})

test('CHEAPER_MODEL is checked against it too', async () => {
  const there = world(['claude-sonnet-5-5', 'claude-haiku-5-5'])
  const { list, clock, log } = there
  await checkAtStart({ list, clock, log, model: 'claude-sonnet-5-5', cheaperModel: 'claude-haiku-5.5' })
  expect(there.lines).toEqual([
    'CHEAPER_MODEL is "claude-haiku-5.5", which this key cannot use; did you mean "claude-haiku-5-5"?',
  ])
})

test('a known model, or no list, is nothing to speak of', async () => {
  const known = world(['claude-sonnet-5-5'])
  await check(known)
  expect(known.lines).toEqual([])
  await check(world(busy), 'anything')
})
