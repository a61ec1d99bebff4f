import { expect, test } from 'vitest'
import { allowanceOutcomes } from './allowance-outcomes.ts'
import { claudeOutcomes } from './claude-outcomes.ts'
import { discordOutcomes } from './discord-outcomes.ts'
import { endingOutcomes } from './ending-outcomes.ts'
import { gatewayOutcomes } from './gateway-outcomes.ts'
import { hereOutcomes } from './here-outcomes.ts'
import { placeOutcomes } from './place-outcomes.ts'
import { processOutcomes } from './process-outcomes.ts'
import { refusalOutcomes } from './refusal-outcomes.ts'
import { matrixTable } from './reply-matrix.ts'
import { endingTable, processTable, table } from './table.ts'

test('outcomes.md says what the tests of this folder check (npx vitest -u writes it anew)', async () => {
  const whole = [
    table('Claude', claudeOutcomes),
    table('Requests to Discord', discordOutcomes),
    table('What Discord refuses of a reply', refusalOutcomes),
    table('The place where a reply grows', placeOutcomes),
    table('The gateway, in mid-reply', gatewayOutcomes),
    table(
      'The database and the clock',
      hereOutcomes.map(({ outcome }) => outcome),
    ),
    table(
      'What people may use',
      allowanceOutcomes.map(({ outcome }) => outcome),
    ),
    processTable('The process, in mid-reply', processOutcomes),
    endingTable('What the bot cannot go on after', endingOutcomes),
  ].join('\n')
  await expect(whole).toMatchFileSnapshot('outcomes.md')
})

test('matrix.md says how a reply ends with each answer of Discord’s', async () => {
  await expect(matrixTable()).toMatchFileSnapshot('matrix.md')
})
