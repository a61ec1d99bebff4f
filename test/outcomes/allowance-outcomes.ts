import { people } from '../world/bot-world.ts'
import type { Stage, StagedOutcome } from './outcome.ts'

/** Runs a command of the server's owner, and waits for its answer. */
const run = async (
  { world: { discord }, channelId }: Stage,
  name: string,
  options: Parameters<Stage['world']['discord']['runCommand']>[0]['options'] = {},
): Promise<void> => {
  const act = discord.runCommand({ channelId, userId: people.ada, name, options })
  await discord.until(() =>
    discord.messages(channelId).find((message) => message.interactionId === act.id && message.content !== ''),
  )
}

const declined = { offers: [], kept: 'nothing', requests: 'none', billed: 0 } as const

/** What people may use does not cover the question. Once it does, the next one is answered. */
export const allowanceOutcomes: readonly StagedOutcome[] = [
  {
    outcome: {
      what: 'the server’s budget for the day does not cover the question',
      sees: 'This server’s allowance for today doesn’t cover another answer',
      ...{ ...declined, logs: ['info: a reply was ended (over-allowance)'] },
      before: (stage) => run(stage, 'budget set', { amount: 0.001, unit: 'microDollars', period: 'day' }),
      afterwards: (stage) => run(stage, 'budget clear'),
    },
  },
  {
    outcome: {
      what: 'somebody asks more than RATE_PER_PERSON questions within a minute',
      sees: 'That was quick!',
      ...{ ...declined, logs: ['info: a reply was ended (too-fast)'] },
      billedBefore: 1,
      before: async (stage) => {
        const { discord } = stage.world
        const elsewhere = discord.createChannel({ guildId: stage.guildId, name: 'elsewhere' }).id
        const options = { prompt: 'The first question of the minute' }
        discord.runCommand({ channelId: elsewhere, userId: people.ada, name: 'ask', options })
        await discord.until(() =>
          discord
            .messages(elsewhere)
            .find(({ components }) => JSON.stringify(components).includes('regenerate')),
        )
      },
      afterwards: async ({ clock }) => {
        clock.setSpeed(100)
        await new Promise<void>((resolve) => void clock.after(60_000, resolve))
        clock.setSpeed(1)
      },
    },
    options: { environment: { RATE_PER_PERSON: '1' } },
  },
]
