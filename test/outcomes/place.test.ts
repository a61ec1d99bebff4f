import { test } from 'vitest'
import { checkOutcome } from './check-outcome.ts'
import { placeOutcomes } from './place-outcomes.ts'

test.concurrent.for(placeOutcomes)('$what', (outcome, { expect }) => checkOutcome({ outcome }, expect))
