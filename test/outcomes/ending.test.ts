import { type ExpectStatic, test } from 'vitest'
import { StoreFailed } from '../../src/conversation/store-failed.ts'
import { StartError } from '../../src/start-error.ts'
import { startBotWorld } from '../world/bot-world.ts'
import { type EndingOutcome, endingOutcomes } from './ending-outcomes.ts'

const endOf = async ({ closes, options }: EndingOutcome): Promise<unknown> => {
  const started = startBotWorld(typeof options === 'function' ? await options() : options)
  if (closes === undefined) return started.catch((error: unknown) => error)
  const world = await started
  world.discord.gateway.close(closes)
  const { error } = await world.bot.ended
  await world.close()
  return error
}

/** `runProcess` prints such an error's message alone, and exits with 1. */
const expectWords = (error: unknown, says: string, expect: ExpectStatic): void => {
  expect(error instanceof StartError || error instanceof StoreFailed).toBe(true)
  expect(String(error)).toContain(says)
  expect(String(error)).not.toContain('\n')
}

test.concurrent.for(endingOutcomes)('$what', async (outcome, { expect }) => {
  expectWords(await endOf(outcome), outcome.says, expect)
})
