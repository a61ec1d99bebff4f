import { expect, test } from 'vitest'
import type { StoredSettings } from '../../src/conversation/stored-settings.ts'
import { accessRefusal } from '../../src/settings/access.ts'
import { type Level, levels } from '../../src/settings/level.ts'
import { type Operator, walk } from '../../src/settings/walk.ts'

const [server, category, channel, thread] = [1, 2, 3, 4].map((n) => `10000000000000000${n}`)
const [ada, grace] = ['200000000000000001', '200000000000000002']
const [member, muted, vip, everyone] = [
  '300000000000000001',
  '300000000000000002',
  '300000000000000003',
  server,
]

const location = {
  server: server ?? '',
  category: category ?? '',
  channel: channel ?? '',
  thread: thread ?? '',
}

const who = (...ids: readonly (string | undefined)[]) => ({
  roles: ids.filter((id) => id?.startsWith('3') || id === server),
  people: ids.filter((id) => id?.startsWith('2')),
})

type Case = readonly [
  what: string,
  stored: Partial<Record<Level, StoredSettings>>,
  roles: readonly (string | undefined)[],
  refused: 'denied' | 'not-allowed' | 'channel' | undefined,
]

/** Ada asks in a thread, with these roles. */
const cases: readonly Case[] = [
  ['nobody is listed', {}, [], undefined],
  ['lists without entries', { server: { allowed: who(), denied: who() } }, [], undefined],
  ['her role is allowed', { server: { allowed: who(member) } }, [member], undefined],
  ['she is allowed', { server: { allowed: who(ada) } }, [], undefined],
  ['only others are allowed', { server: { allowed: who(member, grace) } }, [muted], 'not-allowed'],
  ['she is denied', { server: { denied: who(ada) } }, [], 'denied'],
  ['her role is denied', { server: { denied: who(muted) } }, [muted], 'denied'],
  ['a denial wins', { server: { allowed: who(ada, member), denied: who(muted) } }, [member, muted], 'denied'],
  [
    'a denial wins, also from above',
    { server: { denied: who(muted) }, channel: { allowed: who(ada) } },
    [muted],
    'denied',
  ],
  [
    'a denial wins, also from the side',
    { category: { denied: who(ada) }, channel: { denied: who(grace) } },
    [],
    'denied',
  ],
  [
    'the channel’s list counts instead of the server’s',
    { server: { allowed: who(member) }, channel: { allowed: who(vip) } },
    [member],
    'not-allowed',
  ],
  [
    'a channel is opened to everybody',
    { server: { allowed: who(member) }, channel: { allowed: who(everyone) } },
    [],
    undefined,
  ],
  ['everybody is denied', { channel: { denied: who(everyone) } }, [member], 'denied'],
  ['a thread has no list of its own', { thread: { denied: who(ada) } }, [], undefined],
  [
    'a role that was deleted keeps the others out',
    { server: { allowed: who('300000000000000099') } },
    [member],
    'not-allowed',
  ],
  [
    'the operator allows others only',
    { operator: { allowed: who(grace) }, server: { allowed: who(ada) } },
    [],
    'not-allowed',
  ],
  ['the operator denies', { operator: { denied: who(ada) }, server: { allowed: who(ada) } }, [], 'denied'],
  ['this channel is listed', { server: { channels: [channel] } }, [], undefined],
  ['its category is listed', { server: { channels: [category] } }, [], undefined],
  ['its thread is listed', { server: { channels: [thread] } }, [], undefined],
  ['another channel is listed', { server: { channels: ['100000000000000009'] } }, [], 'channel'],
  ['this channel is ignored', { server: { channels: [category], ignored: [channel] } }, [], 'channel'],
  ['its category is ignored', { server: { ignored: [category] } }, [], 'channel'],
]

test.each(cases)('%s', (_, { operator: values = {}, ...stored }, roles, refused) => {
  const operator: Operator = {
    values,
    fixed: new Set(),
    bounds: { models: undefined, messages: 5, parallel: 3 },
  }
  const below = levels.flatMap((level) =>
    level === 'operator' || stored[level] === undefined ? [] : [{ level, values: stored[level] }],
  )
  const asker = { id: ada ?? '', roles: roles.filter((role) => role !== undefined) }
  expect(accessRefusal(asker, location, walk(operator, below))?.why).toBe(refused)
})

test('in a direct message only what the operator says counts', () => {
  const operator: Operator = {
    values: { denied: { roles: [], people: [grace] } },
    fixed: new Set(),
    bounds: { models: undefined, messages: 5, parallel: 3 },
  }
  const refusal = (id = '') => accessRefusal({ id, roles: [] }, { channel: '5' }, walk(operator, []))
  expect([refusal(ada), refusal(grace)]).toEqual([undefined, { why: 'denied' }])
})
