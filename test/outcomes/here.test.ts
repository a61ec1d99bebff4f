import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { StoreFailed } from '../../src/conversation/store-failed.ts'
import { openStore } from '../../src/store/open-store.ts'
import { startBotWorld } from '../bot-world.ts'
import { hereOutcomes, type Trouble, troubled } from './here-outcomes.ts'
import { type OutcomeWorld, startOutcomeWorld } from './outcome.ts'

let world: OutcomeWorld
let trouble: Trouble | undefined
let left = 0

const next = (call: Trouble['call']): Trouble['kind'] | undefined => {
  if (call !== trouble?.call || left === 0) return undefined
  left -= 1
  return trouble.kind
}

beforeAll(async () => {
  world = await startOutcomeWorld(
    hereOutcomes.map(({ outcome }) => outcome),
    { openStore: async (options) => troubled(await openStore(options), next) },
  )
})
afterAll(() => world.close())

test.each(hereOutcomes)('$outcome.what', async (row) => {
  trouble = row.trouble
  left = row.trouble?.times ?? 0
  await world.check(row.outcome)
  expect(left).toBe(0)
})

test('a damaged database ends the start with what to do about it', async () => {
  const started = startBotWorld({
    openStore: (options) => {
      writeFileSync(
        options.url.slice('file:'.length),
        'This is no database, and longer than its header is.'.repeat(9),
      )
      return openStore(options)
    },
  })
  const error = await started.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(StoreFailed)
  expect(String(error)).toMatch(/is damaged: put a backup in its place/)
})
