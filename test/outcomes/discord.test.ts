import { afterAll, beforeAll, expect, test } from 'vitest'
import { discordOutcomes } from './discord-outcomes.ts'
import { type OutcomeWorld, startOutcomeWorld } from './outcome.ts'

let world: OutcomeWorld
beforeAll(async () => {
  world = await startOutcomeWorld(discordOutcomes)
})
afterAll(() => world.close())

test.each(discordOutcomes)('$what', async (outcome) => {
  await world.check(outcome)
  expect.hasAssertions()
})
