import { expect, test } from 'vitest'
import { limitsOf, noServer } from '../../src/allowances/limits.ts'
import type { Allowance, Payer } from '../../src/conversation/allowance.ts'

const member: Payer = { personId: 'ada', server: { id: 's', channelId: 'c' } }
const alone: Payer = { personId: 'ada' }

const perDay = (subject: Allowance['subject'], amount: number): Allowance => ({
  ...{ subject, amount, length: 'day', unit: 'microDollars' },
})

/** What a member with these roles may use by the server's own allowances, by account. */
const amounts = (allowances: readonly Allowance[], roles: readonly string[] = []) =>
  Object.fromEntries(
    limitsOf(member, {}, { allowances, roles, extras: [] }).map(({ account, amount }) => [account, amount]),
  )

test('the best of a member’s roles counts; an allowance by name goes before it, and @everyone’s behind it', () => {
  const all = [perDay('role:s', 10), perDay('role:helper', 50), perDay('role:new', 5)]
  expect(amounts(all)).toEqual({ 'member:s:ada': 10 })
  expect(amounts(all, ['s', 'new'])).toEqual({ 'member:s:ada': 5 })
  expect(amounts(all, ['s', 'new', 'helper'])).toEqual({ 'member:s:ada': 50 })
  expect(amounts([...all, perDay('person:ada', 1)], ['helper'])).toEqual({ 'member:s:ada': 1 })
  expect(amounts([perDay('person:grace', 1)])).toEqual({})
})

test('the server and the channel are counted together, other channels not at all', () => {
  const all = [perDay('server', 100), perDay('channel:c', 20), perDay('channel:other', 1)]
  expect(amounts(all)).toEqual({ 'server:s': 100, 'channel:c': 20 })
})

test('day and month, dollars and tokens are separate allowances', () => {
  const tokens = { subject: 'server', length: 'month', unit: 'tokens', amount: 7 } as const
  const found = limitsOf(member, {}, { ...noServer, allowances: [perDay('server', 5), tokens] })
  expect(found).toMatchObject([
    { length: 'day', unit: 'microDollars', amount: 5 },
    { length: 'month', unit: 'tokens', amount: 7 },
  ])
})

test('the operator’s bounds hold beside the server’s; without a server those of the bot and the person are left', () => {
  const bounds = { day: 4, month: 40, serverDay: 3, personDay: 2 }
  const accounts = (payer: Payer) => limitsOf(payer, bounds, noServer).map(({ account }) => account)
  expect(accounts(member)).toEqual(['bot', 'bot', 'server:s', 'person:ada'])
  expect(accounts(alone)).toEqual(['bot', 'bot', 'person:ada'])
})

test('what was allowed on top counts for its own allowance alone', () => {
  const extra = { account: 'member:s:ada', length: 'day', unit: 'microDollars', amount: 10 } as const
  const allowances = [perDay('role:s', 10), perDay('server', 100)]
  const found = limitsOf(member, { personDay: 5 }, { allowances, roles: [], extras: [extra, extra] })
  expect(found.map(({ account, amount }) => [account, amount])).toEqual([
    ['person:ada', 5],
    ['server:s', 100],
    ['member:s:ada', 30],
  ])
})
