import { test } from 'vitest'
import { allowanceOutcomes } from './allowance-outcomes.ts'
import { checkOutcome } from './check-outcome.ts'

test.concurrent.for(allowanceOutcomes)('$outcome.what', (staged, { expect }) => checkOutcome(staged, expect))
