import { test } from 'vitest'
import { checkOutcome } from './check-outcome.ts'
import { hereOutcomes } from './here-outcomes.ts'

test.concurrent.for(hereOutcomes)('$outcome.what', (staged, { expect }) => checkOutcome(staged, expect))
