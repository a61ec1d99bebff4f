import { expect, test } from 'vitest'
import type { Membership } from './memberships.ts'
import { changesOfWriter, wrongWriters } from './writers.ts'

const write = (client: string, at: number, content: string, id = '1') => ({
  ...{ client, at, status: 200, responseBody: { id, content, components: [] } },
  route: 'PATCH /channels/:channel_id/messages/:message_id' as const,
})

const growing = 'word ▌'

const member = (process: string, joinedAt: number, endedAt: number | null): Membership => ({
  ...{ process, joinedAt, endedAt },
})

test('a writer that follows one whose membership has ended is right', () => {
  const exchanges = [write('a', 10, growing), write('b', 30, growing), write('b', 40, 'the end')]
  expect(wrongWriters(exchanges, [member('a', 0, 20), member('b', 0, null)])).toEqual([])
  expect(changesOfWriter(exchanges)).toBe(1)
})

test('a writer that follows one that has shown the end is right, also while both are members', () => {
  const exchanges = [write('a', 10, 'the end'), write('b', 30, 'the end')]
  expect(wrongWriters(exchanges, [member('a', 0, null), member('b', 0, null)])).toEqual([])
})

test('two that write the same growing message while both are members are found', () => {
  const exchanges = [write('a', 10, growing), write('b', 30, growing), write('a', 40, 'the end')]
  const found = wrongWriters(exchanges, [member('a', 0, null), member('b', 0, null)])
  expect(found).toEqual([
    expect.stringContaining('a wrote at 10, and b at 30'),
    expect.stringContaining('b wrote at 30, and a at 40'),
  ])
})

test('a writer that comes before the membership of the first has ended is found', () => {
  const exchanges = [write('a', 10, growing), write('b', 30, growing)]
  const found = wrongWriters(exchanges, [member('a', 0, 35), member('b', 0, null)])
  expect(found).toEqual([expect.stringContaining('before the first had ended (35)')])
})

test('one that writes between two memberships is found', () => {
  const exchanges = [write('a', 10, growing, '1'), write('a', 30, 'the end', '2'), write('a', 50, 'x', '3')]
  expect(wrongWriters(exchanges, [member('a', 0, 20), member('a', 40, null)])).toEqual([
    'a wrote 2 at 30 and was no member',
  ])
})
