import { expect } from 'vitest'
import { test } from './each-engine.ts'

const server = { type: 'server', id: '1' } as const
/** A server and its first channel can have the same id. */
const channel = { type: 'channel', id: '1' } as const
const person = { type: 'person', id: 'a' } as const

test('each owner has settings of its own, in the order in which they are asked for', async ({ aStore }) => {
  const { store } = await aStore()
  await store.changeSettings(server, () => ({ footer: 'off', messages: 3 }))
  await store.changeSettings(channel, () => ({ footer: 'full', quote: false }))
  expect(await store.settingsOf([channel, person, server])).toEqual([
    { footer: 'full', quote: false },
    {},
    { footer: 'off', messages: 3 },
  ])
  expect(await store.settingsOf([])).toEqual([])
})

test('only what a change names is changed, and undefined removes a setting', async ({ aStore }) => {
  const { store } = await aStore()
  await store.changeSettings(server, () => ({ footer: 'off', messages: 3, persona: 'a pirate' }))
  await store.changeSettings(server, () => ({ messages: 4, persona: undefined }))
  expect(await store.settingsOf([server])).toEqual([{ footer: 'off', messages: 4 }])
})

test('two who add to the same list at the same time both add', async ({ aStore }) => {
  const { store } = await aStore()
  const add = (id: string) =>
    store.changeSettings(server, ({ channels }) => ({
      channels: [...(Array.isArray(channels) ? channels : []), id],
    }))
  await Promise.all([add('1'), add('2'), add('3')])
  expect(await store.settingsOf([server])).toEqual([{ channels: ['1', '2', '3'] }])
})

test('a change that throws changes nothing', async ({ aStore }) => {
  const { store } = await aStore()
  const fault = new Error('no')
  await store.changeSettings(server, () => ({ footer: 'off' }))
  const broken = store.changeSettings(server, () => {
    throw fault
  })
  await expect(broken).rejects.toBe(fault)
  expect(await store.settingsOf([server])).toEqual([{ footer: 'off' }])
})

test('the settings of an owner can be deleted, and a person’s go with what they said', async ({ aStore }) => {
  const { store } = await aStore()
  for (const owner of [server, channel, person]) await store.changeSettings(owner, () => ({ notify: 10 }))
  await store.deleteSettings(channel)
  await store.forgetSpeaker('a')
  expect(await store.settingsOf([server, channel, person])).toEqual([{ notify: 10 }, {}, {}])
})

test('settings outlast the conversations of their channel', async ({ aStore }) => {
  const { store } = await aStore()
  const here = { type: 'channel', id: 'here' } as const
  await store.changeSettings(here, () => ({ model: 'claude-test' }))
  await store.conversation('here')
  await store.forgetPlace('here', 5)
  await store.forgetBefore(Number.MAX_SAFE_INTEGER)
  expect(await store.settingsOf([here])).toEqual([{ model: 'claude-test' }])
})
