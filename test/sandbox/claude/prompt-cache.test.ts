import { expect, test } from 'vitest'
import { type Cached, promptCache } from '../../../src/sandbox/claude/prompt-cache.ts'
import type { Segment } from '../../../src/sandbox/claude/request-tokens.ts'
import { createFakeClock } from '../../world/fake-clock.ts'
import { body, eventsOf, post, start } from './call.ts'

const minute = 60_000

const world = () => {
  const clock = createFakeClock()
  const cache = promptCache(clock)
  const ask = (...segments: readonly Segment[]): Cached =>
    cache(
      'm',
      512,
      segments,
      segments.reduce((sum, { tokens }) => sum + tokens, 0),
    )
  return { clock, ask }
}
const part = (key: string, tokens = 300, breakpoint: Segment['breakpoint'] = null): Segment => ({
  key,
  tokens,
  breakpoint,
})
const last = (key: string, tokens = 300): Segment => part(key, tokens, '5m')
const figures = ({ read, write5m, write1h, input }: Cached) => [read, write5m, write1h, input]

test('the next turn reads what the last one wrote, and writes only what is new', () => {
  const { ask } = world()
  const first = ask(part('a'), last('b'))
  expect(figures(first)).toEqual([0, 600, 0, 0])
  first.begin()
  expect(figures(ask(part('a'), part('b'), part('answer'), last('c')))).toEqual([600, 600, 0, 0])
})

test('nothing can be read before the response that wrote it has begun', () => {
  const { ask } = world()
  const first = ask(part('a'), last('b'))
  expect(figures(ask(part('a'), last('b')))).toEqual([0, 600, 0, 0])
  first.begin()
  expect(figures(ask(part('a'), last('b')))).toEqual([600, 0, 0, 0])
})

test('a prompt below the minimum is neither written nor read', () => {
  const { ask } = world()
  ask(last('a', 511)).begin()
  expect(figures(ask(last('a', 511)))).toEqual([0, 0, 0, 511])
})

test('a change anywhere before the breakpoint misses', () => {
  const { ask } = world()
  ask(part('system'), part('b'), last('c')).begin()
  expect(figures(ask(part('other'), part('b'), last('c')))).toEqual([0, 900, 0, 0])
})

test('five minutes are counted from the start of the last request that used it', () => {
  const { clock, ask } = world()
  const pass = (ms: number): Promise<void> => clock.pass(ms)
  const run = async (): Promise<void> => {
    ask(part('a'), last('b')).begin()
    await pass(4 * minute)
    expect(ask(part('a'), last('b')).read).toBe(600)
    await pass(5 * minute - 1)
    expect(ask(part('a'), last('b')).read).toBe(600)
    await pass(5 * minute)
    expect(ask(part('a'), last('b')).read).toBe(0)
  }
  return run()
})

test('it looks back twenty blocks from a breakpoint, and no further', () => {
  const { ask } = world()
  ask(last('a', 600)).begin()
  const added = (count: number): readonly Segment[] =>
    Array.from({ length: count }, (_, index) =>
      index === count - 1 ? last(`${index}`, 10) : part(`${index}`, 10),
    )
  expect(ask(part('a', 600), ...added(19)).read).toBe(600)
  expect(ask(part('a', 600), ...added(20)).read).toBe(0)
})

test('an hour is written where an hour is asked for', async () => {
  const { clock, ask } = world()
  const prompt = [part('system', 600, '1h'), last('question', 50)]
  const first = ask(...prompt)
  expect(figures(first)).toEqual([0, 50, 600, 0])
  first.begin()
  await clock.pass(59 * minute)
  expect(figures(ask(...prompt))).toEqual([600, 50, 0, 0])
})

test('over the wire: a conversation of ten turns reads more than 80 % of its input from the cache', async () => {
  await using claude = await start()
  const messages: unknown[] = []
  let [read, total] = [0, 0]
  for (let turn = 1; turn <= 10; turn += 1) {
    messages.push({ role: 'user', content: `Question ${turn}` })
    const system = 'You are a kind helper. '.repeat(100)
    const [begun] = await eventsOf(
      await post(claude, body({ system, messages, cache_control: { type: 'ephemeral' } })),
    )
    const { usage } = Object(begun).message
    read += usage.cache_read_input_tokens
    total += usage.input_tokens + usage.cache_read_input_tokens + usage.cache_creation_input_tokens
    messages.push({ role: 'assistant', content: `Answer ${turn}: ${'word '.repeat(20)}` })
  }
  expect(read / total).toBeGreaterThan(0.8)
})

test('over the wire: another model, effort or system prompt starts from nothing', async () => {
  await using claude = await start()
  const system = 'You are a kind helper. '.repeat(100)
  const reads = async (part: Record<string, unknown>): Promise<number> => {
    const asked = { system, cache_control: { type: 'ephemeral' }, ...part }
    const [begun] = await eventsOf(await post(claude, body(asked)))
    return Object(begun).message.usage.cache_read_input_tokens
  }
  expect(await reads({})).toBe(0)
  expect(await reads({})).toBeGreaterThan(512)
  expect(await reads({ model: 'claude-haiku-5-5' })).toBe(0)
  expect(await reads({ output_config: { effort: 'low' } })).toBe(0)
  expect(await reads({ system: `${system}!` })).toBe(0)
})
