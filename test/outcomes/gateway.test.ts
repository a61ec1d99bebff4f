import { test } from 'vitest'
import { checkOutcome } from './check-outcome.ts'
import { gatewayOutcomes } from './gateway-outcomes.ts'

test.concurrent.for(gatewayOutcomes)('$what', (outcome, { expect }) => checkOutcome({ outcome }, expect))
