import { expect } from 'vitest'
import type { Amount, Decision, Payer, Reserving } from '../../src/conversation/allowance.ts'
import { reservationId } from '../../src/conversation/allowance.ts'
import type { Store } from '../../src/conversation/store.ts'
import { noUsage } from '../../src/conversation/usage.ts'
import { ask } from './a-store.ts'
import { test } from './each-engine.ts'

const ada: Payer = { personId: 'a', server: { id: 's', channelId: 'c' } }
const today = { day: '2026-11-29', month: '2026-11' }

const amount = (microDollars: number, tokens = microDollars): Amount => ({ microDollars, tokens })

/** Reserves so much as long as what the server has used and what is reserved stay within `limit`. */
const reserving = (cost: number, limit = 1_000, with_: Partial<Reserving> = {}): Reserving => ({
  payer: ada,
  periods: today,
  model: 'claude-test',
  decide: (useOf): Decision => {
    const { spent, reserved } = useOf('server:s', today.day)
    return spent.microDollars + reserved.microDollars + cost > limit
      ? { type: 'wait', account: 'server:s' }
      : { type: 'reserved', amount: amount(cost), inputTokens: 5, maxTokens: 9 }
  },
  ...with_,
})

const used = async (store: Store, account: Parameters<Store['uses']>[0][number], period = today.day) => {
  const { spent, reserved } = (await store.uses([account], [period]))(account, period)
  return { spent: spent.microDollars, reserved: reserved.microDollars }
}

const ended = { text: 'hello!', sources: [], stopReason: 'end_turn', model: 'claude-test', usage: noUsage }

test('a reservation counts to every account of the payer, for the day and the month, and is settled by what was spent', async ({
  aStore,
}) => {
  const { store } = await aStore()
  const { id } = await ask(store)
  const begun = await store.beginReserved({ questionId: id, model: 'claude-test' }, reserving(300))
  if (begun.type !== 'begun') throw new Error(begun.type)
  expect(begun).toMatchObject({ maxTokens: 9, answer: { state: 'writing', parentId: id } })
  const accounts = ['bot', 'person:a', 'server:s', 'channel:c', 'member:s:a'] as const
  for (const account of accounts)
    for (const period of [today.day, today.month])
      expect(await used(store, account, period)).toEqual({ spent: 0, reserved: 300 })
  expect(await store.reservations([])).toEqual([
    {
      id: reservationId(begun.answer),
      payer: ada,
      model: 'claude-test',
      amount: amount(300),
      inputTokens: 5,
    },
  ])
  const counted = amount(120, 44)
  await store.settle(begun.answer, ended, {
    ...{ answerId: begun.answer.id, speakerId: 'a', model: 'claude-test', usage: noUsage, dollars: 0.00012 },
    counted,
  })
  for (const account of accounts)
    for (const period of [today.day, today.month])
      expect(await used(store, account, period)).toEqual({ spent: 120, reserved: 0 })
  expect((await store.uses(['bot'], ['2026-11']))('bot', '2026-11').spent).toEqual(counted)
  expect(await store.reservations([])).toEqual([])
})

test('many at once never reserve more than fits, and those that do not begin leave nothing behind', async ({
  aStore,
}) => {
  const { store } = await aStore()
  const questions = await Promise.all(
    Array.from({ length: 40 }, (_, place) => ask(store, { place: `place ${place}` })),
  )
  const begun = await Promise.all(
    questions.map(({ id }) => store.beginReserved({ questionId: id, model: 'm' }, reserving(99))),
  )
  expect(begun.filter(({ type }) => type === 'begun')).toHaveLength(10)
  expect(await used(store, 'bot')).toEqual({ spent: 0, reserved: 990 })
  const { answers, questions: waiting } = await store.unfinished()
  expect([answers.length, waiting.length]).toEqual([10, 30])
})

test('an answer that cannot begin reserves nothing', async ({ aStore }) => {
  const { store } = await aStore()
  const { id } = await ask(store)
  await store.removeQuestion(id)
  await expect(store.beginReserved({ questionId: id, model: 'm' }, reserving(10))).rejects.toMatchObject({
    failure: { kind: 'forgotten' },
  })
  expect(await used(store, 'bot')).toEqual({ spent: 0, reserved: 0 })
})

test('an answer of which nothing was billed gives its reservation back; a late end does not touch the next one', async ({
  aStore,
}) => {
  const { store } = await aStore()
  const { id } = await ask(store)
  const first = await store.beginReserved({ questionId: id, model: 'm' }, reserving(300))
  if (first.type !== 'begun') throw new Error(first.type)
  await store.settle(first.answer, { ...ended, failure: { kind: 'busy' } })
  expect(await used(store, 'bot')).toEqual({ spent: 0, reserved: 0 })
  const again = await store.beginReserved({ answerId: first.answer.id }, reserving(200))
  expect(again).toMatchObject({ type: 'begun', answer: { revision: 1 } })
  await store.settle(first.answer, ended)
  expect(await used(store, 'bot')).toEqual({ spent: 0, reserved: 200 })
})

test('other requests reserve by a name of their own; releasing twice gives back once', async ({ aStore }) => {
  const { store } = await aStore()
  await store.reserve('one', reserving(100))
  await store.reserve('two', reserving(50))
  await store.release('one')
  await store.release('one')
  expect(await used(store, 'person:a')).toEqual({ spent: 0, reserved: 50 })
  await store.reserve('two', reserving(70))
  expect(await used(store, 'person:a')).toEqual({ spent: 0, reserved: 70 })
  // Its own reservation does not stand in its way; one that is not made anew stays.
  expect(await store.reserve('two', reserving(90, 100))).toMatchObject({ type: 'reserved' })
  expect(await store.reserve('two', reserving(101, 100))).toMatchObject({ type: 'wait' })
  expect(await used(store, 'person:a')).toEqual({ spent: 0, reserved: 90 })
  expect(await store.reservations([])).toMatchObject([{ id: 'two', amount: amount(90) }])
})

test('what is spent belongs to the day of the reservation, however late it is settled', async ({
  aStore,
}) => {
  const { store } = await aStore()
  await store.reserve('one', reserving(100))
  const tomorrow = { day: '2026-11-30', month: '2026-11' }
  await store.reserve('two', reserving(10, 1_000, { periods: tomorrow }))
  const spending = { answerId: '?', speakerId: 'a', model: 'm', usage: noUsage, dollars: null }
  await store.addSpending({ ...spending, reservation: 'one', counted: amount(60) })
  expect(await used(store, 'bot', today.day)).toEqual({ spent: 60, reserved: 0 })
  expect(await used(store, 'bot', tomorrow.day)).toEqual({ spent: 0, reserved: 10 })
  expect(await used(store, 'bot', '2026-11')).toEqual({ spent: 60, reserved: 10 })
  await store.dropUsesBefore('2026-11')
  expect(await used(store, 'bot', today.day)).toEqual({ spent: 60, reserved: 0 })
  expect(await used(store, 'bot', '2026-11')).toEqual({ spent: 60, reserved: 10 })
  await store.dropUsesBefore('2026-12')
  expect(await used(store, 'bot', today.day)).toEqual({ spent: 0, reserved: 0 })
})

test('without a server only the bot and the person are counted', async ({ aStore }) => {
  const { store } = await aStore()
  await store.reserve('one', reserving(100, 1_000, { payer: { personId: 'a' } }))
  expect(await used(store, 'person:a')).toEqual({ spent: 0, reserved: 100 })
  expect(await used(store, 'server:s')).toEqual({ spent: 0, reserved: 0 })
  expect(await store.reservations([])).toMatchObject([{ payer: { personId: 'a' } }])
})

test('forgetting a person or a place takes nothing off what was spent', async ({ aStore }) => {
  const { store } = await aStore()
  const { id } = await ask(store)
  const begun = await store.beginReserved({ questionId: id, model: 'm' }, reserving(300))
  if (begun.type !== 'begun') throw new Error(begun.type)
  await store.forgetSpeaker('a')
  await store.forgetPlace('here', 0)
  const { answer } = begun
  const spending = { answerId: answer.id, speakerId: 'a', model: 'm', usage: noUsage, dollars: 0.1 }
  await store.settle(answer, ended, { ...spending, counted: amount(90) })
  expect(await used(store, 'member:s:a')).toEqual({ spent: 90, reserved: 0 })
})

test('a server’s allowances are set, replaced and cleared, each by subject, length and unit', async ({
  aStore,
}) => {
  const { store } = await aStore()
  const day = { subject: 'server', length: 'day', unit: 'microDollars', amount: 5 } as const
  const month = { ...day, length: 'month', amount: 50 } as const
  const role = { ...day, subject: 'role:r' } as const
  for (const allowance of [day, month, role, { ...day, amount: 6 }]) await store.setAllowance('s', allowance)
  await store.setAllowance('other', day)
  expect(await store.allowances('s')).toEqual([role, { ...day, amount: 6 }, month])
  expect(await store.clearAllowances('s', { subject: 'server', length: 'day' })).toBe(1)
  expect(await store.allowances('s')).toEqual([role, month])
  expect(await store.clearAllowances('s', {})).toBe(2)
  expect(await store.allowances('other')).toEqual([day])
})

test('more is asked for once until it is allowed, and allowed once; what is allowed counts for that day', async ({
  aStore,
}) => {
  const { store } = await aStore()
  const wish = {
    ...({ serverId: 's', personId: 'a', channelId: 'c', account: 'member:s:a' } as const),
    ...({ length: 'day', unit: 'microDollars', amount: 5, day: '2026-11-29' } as const),
  }
  const asked = await store.askForMore(wish)
  if (asked === 'asked-before') throw new Error(asked)
  expect(await store.askForMore(wish)).toBe('asked-before')
  expect(await store.extras('s', wish.day)).toEqual([])
  expect(await store.allowMore(asked.id, 'mod')).toEqual(asked)
  expect(await store.allowMore(asked.id, 'mod')).toBeNull()
  expect(await store.extras('s', wish.day)).toMatchObject([{ account: 'member:s:a', amount: 5 }])
  expect(await store.extras('s', '2026-11-30')).toEqual([])
  await store.withdrawMore(asked.id)
  expect(await store.moreRequest(asked.id)).toEqual(asked)
  const again = await store.askForMore(wish)
  expect(again).toMatchObject(wish)
  expect(await store.askForMore(wish)).toBe('asked-before')
  const next = await store.askForMore({ ...wish, day: '2026-11-30' })
  if (next === 'asked-before') throw new Error(next)
  await store.withdrawMore(next.id)
  expect(await store.moreRequest(next.id)).toBeNull()
})

test('an alert is the first once', async ({ aStore }) => {
  const { store } = await aStore()
  const alert = { account: 'server:s', period: '2026-11', unit: 'tokens', percent: 75 } as const
  expect(await store.firstAlert(alert)).toBe(true)
  expect(await store.firstAlert(alert)).toBe(false)
  expect(await store.firstAlert({ ...alert, percent: 95 })).toBe(true)
})

test('questions of a person are counted for a minute, also when the clock is set back', async ({
  aStore,
}) => {
  const { store, clock } = await aStore()
  const start = clock.now()
  const count = (personId: string) => store.countQuestion(personId, { most: 2, within: 60_000 })
  expect([await count('a'), await count('b')]).toEqual([0, 0])
  clock.set(start + 10_000)
  expect([await count('a'), await count('b')]).toEqual([0, 0])
  clock.set(start + 20_000)
  // What is declined does not count: the wait does not grow.
  expect([await count('a'), await count('a')]).toEqual([40_000, 40_000])
  clock.set(start + 60_000)
  expect([await count('a'), await count('a')]).toEqual([0, 10_000])
  clock.set(start - 3_600_000)
  expect(await count('a')).toBe(0)
})

test('a key is made once', async ({ aStore }) => {
  const { store } = await aStore()
  expect(await store.key('people', () => 'first')).toBe('first')
  expect(await store.key('people', () => 'second')).toBe('first')
  expect(await store.key('other', () => 'third')).toBe('third')
})
