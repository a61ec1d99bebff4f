import { afterAll, beforeAll, expect, test } from 'vitest'
import { claudeOutcomes } from './claude-outcomes.ts'
import { type OutcomeWorld, startOutcomeWorld } from './outcome.ts'

let world: OutcomeWorld
beforeAll(async () => {
  world = await startOutcomeWorld(claudeOutcomes)
})
afterAll(() => world.close())

test.each(claudeOutcomes)('$what', async (outcome) => {
  await world.check(outcome)
  expect.hasAssertions()
})
