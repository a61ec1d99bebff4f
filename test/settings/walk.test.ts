import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoredSettings } from '../../src/conversation/stored-settings.ts'
import { type Level, levels, levelsOf } from '../../src/settings/level.ts'
import { allSettings, settings } from '../../src/settings/settings.ts'
import { type Operator, walk } from '../../src/settings/walk.ts'

const operator: Operator = {
  values: { model: 'claude-default', footer: 'short', messages: 5, parallel: 3 },
  fixed: new Set(),
  bounds: { models: undefined, messages: 20, parallel: 3 },
}

type Below = Partial<Record<Level, StoredSettings>>

const below = (values: Below) =>
  levels.flatMap((level) => (values[level] === undefined ? [] : [{ level, values: values[level] }]))

const { footer, messages, model, notify, channels, persona, search } = settings

describe('the value of the most specific level that has one counts', () => {
  test.each<[what: string, values: Below, value: string, from: Level]>([
    ['nothing set', {}, 'short', 'operator'],
    ['the server alone', { server: { footer: 'off' } }, 'off', 'server'],
    ['a category', { server: { footer: 'off' }, category: { footer: 'full' } }, 'full', 'category'],
    ['a channel', { category: { footer: 'full' }, channel: { footer: 'off' } }, 'off', 'channel'],
    [
      'a thread that has none follows its channel',
      { channel: { footer: 'off' }, thread: {} },
      'off',
      'channel',
    ],
    ['a thread with its own', { channel: { footer: 'off' }, thread: { footer: 'full' } }, 'full', 'thread'],
    ['a person has no say', { server: { footer: 'off' }, person: { footer: 'full' } }, 'off', 'server'],
    ['an unreadable value', { server: { footer: 'off' }, channel: { footer: 7 } }, 'off', 'server'],
    [
      'a word of a later version',
      { server: { footer: 'off' }, channel: { footer: 'huge' } },
      'off',
      'server',
    ],
    [
      'the same value further down',
      { server: { footer: 'off' }, channel: { footer: 'off' } },
      'off',
      'channel',
    ],
  ])('%s', (_, values, value, from) => {
    expect(walk(operator, below(values)).get(footer)).toEqual({ value, from })
  })
})

describe('the operator’s bounds cannot be exceeded further down', () => {
  const bounded: Operator = {
    ...operator,
    bounds: { models: ['claude-default', 'claude-small'], messages: 10, parallel: 3 },
    fixed: new Set(['search']),
  }
  test.each<
    [what: string, values: StoredSettings, holds: readonly [model: string, messages: number, search: boolean]]
  >([
    ['within them', { model: 'claude-small', messages: 10, parallel: 3 }, ['claude-small', 10, false]],
    ['a model that is not allowed', { model: 'claude-huge' }, ['claude-default', 5, false]],
    ['too many messages', { messages: 11 }, ['claude-default', 5, false]],
    ['too few messages', { messages: 0 }, ['claude-default', 5, false]],
    ['a fixed setting', { search: true }, ['claude-default', 5, false]],
  ])('%s', (_, values, holds) => {
    const { get } = walk(bounded, below({ server: values }))
    expect([get(model).value, get(messages).value, get(search).value]).toEqual(holds)
  })

  test('a value that was allowed once counts again when it is allowed again', () => {
    const stored = below({ server: { messages: 15 } })
    expect(walk(bounded, stored).get(messages)).toEqual({ value: 5, from: 'operator' })
    expect(walk(operator, stored).get(messages)).toEqual({ value: 15, from: 'server' })
  })
})

test('a level counts only for the settings that can be set there', () => {
  const { get } = walk(
    operator,
    below({ channel: { channels: ['100000000000000001'] }, person: { notify: 5 } }),
  )
  expect(get(channels)).toEqual({ value: [], from: 'operator' })
  expect(get(notify)).toEqual({ value: 5, from: 'person' })
})

test('all values are given from the operator down, without levels that have none', () => {
  const { all } = walk(operator, below({ server: { persona: 'a' }, channel: {}, thread: { persona: '' } }))
  expect(all(persona)).toEqual([
    { value: '', from: 'operator' },
    { value: 'a', from: 'server' },
    { value: '', from: 'thread' },
  ])
})

test('whatever is stored, every setting has a value that is allowed', () => {
  const stored = fc.dictionary(fc.constantFrom(...allSettings.map(({ name }) => name)), fc.jsonValue())
  fc.assert(
    fc.property(stored, stored, stored, (values, server, thread) => {
      const { get } = walk({ ...operator, values }, below({ server, thread }))
      for (const setting of allSettings) {
        const { value } = get(setting)
        const isAllowed = setting.schema(operator.bounds).safeParse(value).success
        expect([setting.name, isAllowed || value === setting.otherwise]).toEqual([setting.name, true])
      }
    }),
  )
})

test('the levels of a location are the server, its category, its channel, its thread and the person', () => {
  const location = { server: '1', category: '2', channel: '3', thread: '4' }
  expect(levelsOf(location, '5').map(({ level, owner }) => `${level} ${owner.type} ${owner.id}`)).toEqual([
    'server server 1',
    'category channel 2',
    'channel channel 3',
    'thread channel 4',
    'person person 5',
  ])
  expect(levelsOf({ channel: '3' }).map(({ level }) => level)).toEqual(['channel'])
})
