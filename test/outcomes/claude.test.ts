import { test } from 'vitest'
import { checkOutcome } from './check-outcome.ts'
import { claudeOutcomes } from './claude-outcomes.ts'

test.concurrent.for(claudeOutcomes)('$what', (outcome, { expect }) => checkOutcome({ outcome }, expect))
