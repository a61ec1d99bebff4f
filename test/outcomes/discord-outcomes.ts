import type { Answer } from '../../src/sandbox/claude/answer.ts'
import type { Trouble } from '../../src/sandbox/discord/faults.ts'
import type { RouteName } from '../../src/sandbox/discord/limits.ts'
import { people } from '../bot-world.ts'
import type { Outcome, Stage } from './outcome.ts'

const callback = 'POST /interactions/:interaction_id/:interaction_token/callback'
const edits = 'PATCH /webhooks/:webhook_id/:webhook_token/messages/@original'

/** Text that is seen, a while without any, and then the end. */
const inTwo = (pause = 1_500): Answer => ({
  type: 'reply',
  say: [
    { type: 'text', text: 'word '.repeat(20) },
    { type: 'pause', ms: pause },
    { type: 'text', text: 'the end' },
  ],
  pace: { tokensPerSecond: 500 },
})

const well = { sees: 'the end', kept: 'question and reply', requests: 'one', billed: 1 } as const
const unseen = { sees: null, requests: 'one', billed: 1, kept: 'question and text so far' } as const

/** Trouble that no one sees anything of: the reply ends as it should. */
const survived = (what: string, route: RouteName, trouble: Trouble, speed = 4, times = 2): Outcome => ({
  ...{ what, speed, answer: () => inTwo(), ...well },
  before: ({ world }) => void world.discord.fault({ route, trouble, times }),
})

/** Something happens to the place while the reply grows. */
const meanwhile = (what: string, act: (stage: Stage, messageId: string) => void): Outcome => ({
  ...{ what, speed: 4, answer: () => inTwo(), ...well },
  meanwhile: async (stage) => act(stage, (await stage.texted()).id),
})

const vanished = (
  what: string,
  act: (stage: Stage, messageId: string) => void,
  instead: string,
): Outcome => ({
  ...{ ...meanwhile(what, act), ...unseen, instead },
  answer: () => inTwo(600_000),
})

const limited = (scope: 'user' | 'shared' | 'global', code?: number): Trouble => ({
  ...{ type: 'rate-limit', scope, retryAfterMs: 1_500 },
  ...(code !== undefined && { code }),
})

const deny = ({ world, channelId }: Stage, ...names: readonly ('VIEW_CHANNEL' | 'SEND_MESSAGES')[]): void =>
  world.discord.setPermissions({ channelId, id: world.discord.application.botId, deny: names })

const closedWith = (code: number): Outcome =>
  meanwhile(`the gateway closes with ${code}`, ({ world }) => world.discord.gateway.close(code))

/** What can go wrong with Discord. */
export const discordOutcomes: readonly Outcome[] = [
  survived(
    'the acknowledgement fails with 503',
    callback,
    { type: 'status', status: 503, moment: 'before' },
    1,
    1,
  ),
  survived('the answer to the acknowledgement is lost', callback, { type: 'drop', moment: 'after' }, 1, 1),
  {
    what: 'the acknowledgement comes after Discord’s 3 s',
    before: ({ world, clock }) => {
      clock.setSpeed(10)
      world.discord.fault({ route: callback, trouble: { type: 'latency', ms: 8_000 }, times: 1 })
    },
    ...{ sees: null, instead: 'Discord’s own “The application did not respond”; nothing was asked' },
    ...{ kept: 'nothing', requests: 'none', billed: 0 },
  },
  {
    ...{ what: 'the interaction’s token ends in mid-reply', speed: 400, answer: () => inTwo(16 * 60_000) },
    ...well,
  },
  vanished(
    'a moderator deletes the message in mid-reply',
    ({ world }, messageId) => world.discord.deleteMessage({ messageId, userId: people.ada }),
    'nothing: the message is gone, and Claude is stopped at once',
  ),
  vanished(
    'the channel is deleted in mid-reply',
    ({ world, channelId }) => world.discord.deleteChannel(channelId),
    'nothing: the channel is gone, and Claude is stopped at once',
  ),
  {
    ...meanwhile(
      'the thread is archived in mid-reply',
      ({ world, channelId }) => void world.discord.archiveThread(channelId),
    ),
    inThread: true,
  },
  {
    ...meanwhile(
      'the thread is locked in mid-reply',
      ({ world, channelId }) => void world.discord.lockThread(channelId),
    ),
    inThread: true,
  },
  meanwhile('the bot may no longer write in the channel', (stage) => deny(stage, 'SEND_MESSAGES')),
  survived('429 of the bucket', edits, limited('user')),
  survived('429 of a shared resource', edits, limited('shared')),
  survived('429 of all requests', edits, limited('global')),
  survived('429 with code 30046', edits, limited('shared', 30_046)),
  survived('edits fail with 500', edits, { type: 'status', status: 500, moment: 'before' }),
  survived('edits take effect and are answered with 502', edits, {
    type: 'status',
    status: 502,
    moment: 'after',
  }),
  survived('edits are never answered', edits, { type: 'silence', moment: 'before' }, 30, 1),
  survived('edits take effect and are never answered', edits, { type: 'silence', moment: 'after' }, 30, 1),
  survived('the connection is cut before an edit', edits, { type: 'drop', moment: 'before' }),
  survived('the connection is cut after an edit', edits, { type: 'drop', moment: 'after' }),
  ...[4000, 4001, 4008, 4009].map(closedWith),
  meanwhile('the gateway is cut without a word', ({ world }) => world.discord.gateway.cut()),
  meanwhile('the gateway asks to reconnect', ({ world }) => world.discord.gateway.reconnect()),
  {
    ...meanwhile('an outage of two minutes', ({ world }) => world.discord.outage(120_000)),
    ...{ speed: 60, answer: () => inTwo(30_000) },
  },
]
