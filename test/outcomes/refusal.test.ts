import { test } from 'vitest'
import { checkOutcome } from './check-outcome.ts'
import { refusalOutcomes } from './refusal-outcomes.ts'

test.concurrent.for(refusalOutcomes)('$what', (outcome, { expect }) => checkOutcome({ outcome }, expect))
