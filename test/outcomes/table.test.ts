import { expect, test } from 'vitest'
import { claudeOutcomes } from './claude-outcomes.ts'
import { discordOutcomes } from './discord-outcomes.ts'
import { hereOutcomes } from './here-outcomes.ts'
import { table } from './table.ts'

test('outcomes.md says what the tests of this folder check (npx vitest -u writes it anew)', async () => {
  const whole = [
    table('Claude', claudeOutcomes),
    table('Discord', discordOutcomes),
    table(
      'This machine',
      hereOutcomes.map(({ outcome }) => outcome),
    ),
  ].join('\n')
  await expect(whole).toMatchFileSnapshot('outcomes.md')
})
