import { expect } from 'vitest'
import type { Payer } from '../../src/conversation/allowance.ts'
import type { Store } from '../../src/conversation/store.ts'
import { noUsage } from '../../src/conversation/usage.ts'
import { test } from './each-engine.ts'

const at = (iso: string): number => Date.parse(iso)

let names = 0

/** Spends as a member of a server, or outside of any. */
const spend = async (store: Store, payer: Payer, model: string, dollars: number | null): Promise<void> => {
  const id = `request ${++names}`
  await store.reserve(id, {
    ...{ payer, model, periods: { day: 'd', month: 'm' } },
    decide: () => ({
      ...{ type: 'reserved', amount: { microDollars: 1, tokens: 1 }, inputTokens: 1, maxTokens: 1 },
    }),
  })
  const usage = { ...noUsage, input: 10, output: 3 }
  await store.addSpending({
    ...{ answerId: 'a', speakerId: payer.personId, model, usage, dollars, reservation: id },
  })
}

const server = { id: 's', channelId: 'c' }
const tokyo = { since: 0, until: at('2027-01-01T00:00:00Z'), timeZone: 'Asia/Tokyo' }

test('usage is added up by day of the zone, model and person, of a server or of a person', async ({
  aStore,
}) => {
  const { store, clock } = await aStore()
  clock.set(at('2026-11-29T14:50:00Z'))
  await spend(store, { personId: 'a', server }, 'one', 0.25)
  await spend(store, { personId: 'a', server }, 'one', 0.25)
  clock.set(at('2026-11-29T15:00:00Z'))
  await spend(store, { personId: 'a', server }, 'one', null)
  await spend(store, { personId: 'b', server }, 'two', 0.5)
  await spend(store, { personId: 'a' }, 'two', 1)
  const rows = (await store.usageByDay({ ...tokyo, serverId: 's' })).map(
    ({ day, model, speakerId, requests, dollars, unpriced, usage }) =>
      [day, model, speakerId, requests, dollars, unpriced, usage.input].join(' '),
  )
  expect(rows).toEqual([
    '2026-11-29 one a 2 0.5 0 20',
    '2026-11-30 one a 1 0 1 10',
    '2026-11-30 two b 1 0.5 0 10',
  ])
  const own = await store.usageByDay({ ...tokyo, speakerId: 'a' })
  expect(own.map(({ day, model }) => `${day} ${model}`)).toEqual([
    '2026-11-29 one',
    '2026-11-30 one',
    '2026-11-30 two',
  ])
  const utc = await store.usageByDay({ ...tokyo, timeZone: 'UTC' })
  expect(new Set(utc.map(({ day }) => day))).toEqual(new Set(['2026-11-29']))
})

test('the period has its beginning in it and its end not', async ({ aStore }) => {
  const { store, clock } = await aStore()
  clock.set(at('2026-11-29T15:00:00Z'))
  await spend(store, { personId: 'a' }, 'one', 1)
  const now = clock.now()
  expect(await store.usageByDay({ ...tokyo, since: now, until: now + 1 })).toHaveLength(1)
  expect(await store.usageByDay({ ...tokyo, since: now - 1, until: now })).toEqual([])
})
