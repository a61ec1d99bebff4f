import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Answer } from '../../src/sandbox/claude/answer.ts'
import { defaultSeed } from '../../src/sandbox/discord/seed.ts'

/** How many people ask at once, each in a channel of their own. */
export const crowd = 200

const idOf = (first: bigint, index: number): string => String(first + BigInt(index))

/** The people of the crowd, and their channels. */
export const askers = Array.from({ length: crowd }, (_, index) => ({
  userId: idOf(1_100_000_000_000_002_000n, index),
  channelId: idOf(1_100_000_000_000_003_000n, index),
}))

/** One server with all of them. */
export const crowdedSeed = {
  ...defaultSeed,
  users: [
    ...defaultSeed.users,
    ...askers.map(({ userId }, index) => ({ id: userId, name: `person-${index}` })),
  ],
  guilds: defaultSeed.guilds.slice(0, 1).map((guild) => ({
    ...guild,
    members: [...guild.members, ...askers.map(({ userId }) => ({ userId }))],
    channels: askers.map(({ channelId }, index) => ({ id: channelId, name: `channel-${index}` })),
  })),
}

/** Claude’s own rate limits, out of the way. */
export const noRateLimits = { requests: 1e6, inputTokens: 1e9, outputTokens: 1e9 }

/** About 130 tokens, which cost as much as the input of a short question. */
export const answerOf =
  (tokensPerSecond = Number.POSITIVE_INFINITY) =>
  (): Answer => ({
    type: 'reply',
    say: [{ type: 'text', text: `Quite so. ${'word '.repeat(100)}` }],
    ...(Number.isFinite(tokensPerSecond) && { pace: { tokensPerSecond } }),
  })

const sums = z.object({ requests: z.number(), microDollars: z.number(), reserved: z.number() })

/** What a database says was spent, in millionths of a dollar, and what is reserved. */
export const usedIn = (file: string): z.infer<typeof sums> => {
  const db = new DatabaseSync(file, { readOnly: true })
  const row = db
    .prepare(
      `select (select count(*) from spending) requests,
        (select coalesce(sum(dollars), 0) * 1000000 from spending) microDollars,
        (select coalesce(sum(reserved_micro_dollars), 0) from allowance_use
          where account = 'bot' and length(period) = 10) reserved`,
    )
    .get()
  db.close()
  return sums.parse(row)
}
