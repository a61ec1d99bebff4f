import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, most } from '../../src/allowances/decide.ts'
import type { Limit } from '../../src/allowances/limits.ts'
import type { Amount, Use, UseOf, WorstCase } from '../../src/conversation/allowance.ts'

const periods = { day: '2026-11-29', month: '2026-11' }
const freesAt = ({ length }: Limit): number => (length === 'day' ? 1 : 2)

const limit = (amount: number, with_: Partial<Limit> = {}): Limit => ({
  ...{ scope: 'bot', account: 'bot', length: 'day', unit: 'microDollars', setBy: 'operator' },
  ...{ amount, ...with_ },
})

/** A request of 100 tokens that costs a micro-dollar each, and ten for each token of output. */
const worst: WorstCase = {
  inputTokens: 100,
  input: { microDollars: 100, tokens: 100 },
  perOutputToken: { microDollars: 10, tokens: 1 },
}

const use = (spent: number, reserved = 0): Use => ({
  spent: { microDollars: spent, tokens: 0 },
  reserved: { microDollars: reserved, tokens: 0 },
})

const decided = (limits: readonly Limit[], used: Use, maxTokens = 4_000, isPatienceOver = false) =>
  decide({ worst, maxTokens, isPatienceOver }, { limits, periods, freesAt }, () => used)

test('a request without limits is reserved as it is', () => {
  expect(decided([], use(1e9, 1e9))).toEqual({
    ...{ type: 'reserved', maxTokens: 4_000, inputTokens: 100 },
    amount: { microDollars: 40_100, tokens: 4_100 },
  })
})

test('max_tokens is lowered to what is left, down to 1,000; below that it is declined', () => {
  expect(decided([limit(30_100)], use(0))).toMatchObject({ type: 'reserved', maxTokens: 3_000 })
  expect(decided([limit(10_100)], use(0))).toMatchObject({ type: 'reserved', maxTokens: 1_000 })
  expect(decided([limit(10_099)], use(0))).toMatchObject({
    ...{ type: 'over' },
    over: { scope: 'bot', limit: 10_099, spent: 0, freesAt: 1 },
  })
})

test('a request that a smaller input would let in is close, another one is not', () => {
  const close = (amount: number) => expect(decided([limit(amount)], use(0)))
  close(10_099).toMatchObject({ over: { isClose: true } })
  close(10_034).toMatchObject({ over: { isClose: true } })
  close(10_033).not.toMatchObject({ over: { isClose: true } })
})

test('a price with a fraction is rounded up within the allowance', () => {
  const free = { inputTokens: 0, input: { microDollars: 0, tokens: 0 } }
  const priced = { ...free, perOutputToken: { microDollars: 1.1, tokens: 1 } }
  const wish = { worst: priced, maxTokens: 4_000, isPatienceOver: false }
  // 1,290 × 1.1 is 1419.0000000000002 to a computer.
  const decision = decide(wish, { limits: [limit(1_419)], periods, freesAt }, () => use(0))
  expect(decision).toMatchObject({ maxTokens: 1_289, amount: { microDollars: 1_418 } })
})

test('where less than 1,000 is set, so much must remain', () => {
  expect(decided([limit(5_100)], use(0), 500)).toMatchObject({ type: 'reserved', maxTokens: 500 })
  expect(decided([limit(5_099)], use(0), 500)).toMatchObject({ type: 'over' })
})

test('what others only hold is waited for, and max_tokens is not lowered for it until patience is over', () => {
  expect(decided([limit(100_000)], use(0, 70_000))).toEqual({ type: 'wait', account: 'bot' })
  expect(decided([limit(100_000)], use(0, 59_900))).toMatchObject({ type: 'reserved', maxTokens: 4_000 })
  expect(decided([limit(100_000)], use(0, 70_000), 4_000, true)).toMatchObject({
    ...{ type: 'reserved', maxTokens: 2_990 },
  })
  expect(decided([limit(100_000)], use(0, 95_000), 4_000, true)).toMatchObject({
    ...{ type: 'over', over: { isHeld: true } },
  })
})

test('of several allowances that are used up, the one that lasts longest is named', () => {
  const limits = [limit(0), limit(0, { length: 'month' }), limit(0, { scope: 'person' })]
  expect(decided(limits, use(0))).toMatchObject({ over: { length: 'month' } })
})

const accounts = ['bot', 'server:s', 'member:s:a'] as const

const limits = fc.array(
  fc.record({
    account: fc.constantFrom(...accounts),
    unit: fc.constantFrom('microDollars', 'tokens'),
    length: fc.constantFrom('day', 'month'),
    amount: fc.nat(2_000_000),
    scope: fc.constant('bot'),
    setBy: fc.constant('server'),
  }),
  { maxLength: 5 },
)

const requests = fc.array(
  fc.record({
    maxTokens: fc.integer({ min: 1, max: 20_000 }),
    inputTokens: fc.nat(50_000),
    inputRate: fc.double({ min: 0, max: 20, noNaN: true }),
    outputRate: fc.double({ min: 0, max: 100, noNaN: true }),
    isPatienceOver: fc.boolean(),
    /** Which part of what it may use it does use; and how many others begin before it ends. */
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    overlap: fc.nat(10),
  }),
  { maxLength: 60 },
)

test('whatever runs at once, no allowance is ever exceeded, and every reservation has room for its answer', () => {
  fc.assert(
    fc.property(limits, requests, (given, wishes) => {
      const sums = { spent: { microDollars: 0, tokens: 0 }, reserved: { microDollars: 0, tokens: 0 } }
      const useOf: UseOf = () => sums
      const running: { readonly amount: Amount; readonly part: number; left: number }[] = []
      const add = (to: 'spent' | 'reserved', { microDollars, tokens }: Amount, sign: 1 | -1): void => {
        sums[to].microDollars += sign * microDollars
        sums[to].tokens += sign * tokens
      }
      const settle = (): void => {
        for (const one of running) one.left -= 1
        for (const one of running.filter(({ left }) => left === -1)) {
          add('reserved', one.amount, -1)
          const { microDollars, tokens } = one.amount
          add(
            'spent',
            { microDollars: Math.ceil(microDollars * one.part), tokens: Math.ceil(tokens * one.part) },
            1,
          )
        }
      }
      for (const { inputTokens, inputRate, outputRate, maxTokens, isPatienceOver, part, overlap } of wishes) {
        const asked: WorstCase = {
          inputTokens,
          input: { microDollars: Math.ceil(inputTokens * inputRate), tokens: inputTokens },
          perOutputToken: { microDollars: outputRate, tokens: 1 },
        }
        const decision = decide(
          { worst: asked, maxTokens, isPatienceOver },
          { limits: given, periods, freesAt },
          useOf,
        )
        if (decision.type === 'reserved') {
          expect(decision.maxTokens).toBeGreaterThanOrEqual(Math.min(1_000, maxTokens))
          expect(decision.maxTokens).toBeLessThanOrEqual(maxTokens)
          expect(decision.amount).toEqual(most(asked, decision.maxTokens))
          add('reserved', decision.amount, 1)
          running.push({ amount: decision.amount, part, left: overlap })
        }
        settle()
        for (const { unit, amount } of given) {
          const total = sums.spent[unit] + sums.reserved[unit]
          if (total > 0) expect(total).toBeLessThanOrEqual(amount)
        }
      }
    }),
    { seed: 15, numRuns: 300 },
  )
})
