import { test } from 'vitest'
import { checkOutcome } from './check-outcome.ts'
import { discordOutcomes } from './discord-outcomes.ts'

test.concurrent.for(discordOutcomes)('$what', (outcome, { expect }) => checkOutcome({ outcome }, expect))
