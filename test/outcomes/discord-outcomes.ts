import type { Answer } from '../../src/sandbox/claude/answer.ts'
import type { FaultEffect } from '../../src/sandbox/discord/faults.ts'
import type { RouteName } from '../../src/sandbox/discord/limits.ts'
import { inTwo, missed, well } from './in-two.ts'
import type { Outcome, Stage } from './outcome.ts'

const callback = 'POST /interactions/:interaction_id/:interaction_token/callback'
const edits = 'PATCH /webhooks/:webhook_id/:webhook_token/messages/@original'
/** An edit by either of a reply's two routes. */
const anyEdit = 'any edit'

/** Trouble that no one sees anything of: the reply ends as it should. It begins before the reply, or once its text is seen. */
const survived = (
  what: string,
  route: RouteName | typeof anyEdit,
  trouble: FaultEffect,
  { logs = missed, speed = 4, times = 2, begins = 'before' }: Survived = {},
): Outcome => {
  let met = 0
  const when = ({ method, path }: { readonly method: string; readonly path: string }): boolean => {
    const isMeant = route !== anyEdit || (method === 'PATCH' && path.includes('/messages/'))
    if (isMeant) met += 1
    return isMeant
  }
  const begin = ({ world }: Stage): void =>
    void world.discord.fault({ ...(route !== anyEdit && { route }), trouble, times, when })
  return {
    ...{ what, speed, answer: () => inTwo(), ...well, logs },
    ...(begins === 'before' && { before: begin }),
    ...(begins === 'meanwhile' && {
      meanwhile: async (stage) => {
        await stage.texted()
        begin(stage)
      },
    }),
    afterwards: () => {
      if (met !== times) throw new Error(`${met} requests met the trouble, not ${times}`)
    },
  }
}

type Survived = Partial<Pick<Outcome, 'logs' | 'speed'>> & {
  readonly times?: number
  readonly begins?: 'before' | 'meanwhile'
}

const limited = (scope: 'user' | 'shared' | 'global', code?: number): FaultEffect => ({
  ...{ type: 'rate-limit', scope, retryAfterMs: 1_500 },
  ...(code !== undefined && { code }),
})

/** A reply of 16 minutes with text halfway: 15 minutes without any would be a stall. */
const longerThanAToken = (): Answer => ({
  type: 'reply',
  say: [
    { type: 'text', text: 'word '.repeat(20) },
    { type: 'pause', ms: 8 * 60_000 },
    { type: 'text', text: 'and ' },
    { type: 'pause', ms: 8 * 60_000 },
    { type: 'text', text: 'the end' },
  ],
  pace: { tokensPerSecond: 500 },
})

/** What can go wrong with a request to Discord. */
export const discordOutcomes: readonly Outcome[] = [
  survived(
    'the acknowledgement fails with 503',
    callback,
    { type: 'status', status: 503, moment: 'before' },
    { times: 1, logs: [] },
  ),
  survived(
    'the answer to the acknowledgement is lost',
    callback,
    { type: 'drop', moment: 'after' },
    { times: 1, logs: [] },
  ),
  {
    what: 'the acknowledgement comes after Discord’s 3 s',
    before: ({ world, clock }) => {
      clock.setSpeed(10)
      world.discord.fault({ route: callback, trouble: { type: 'latency', ms: 8_000 }, times: 1 })
    },
    ...{ sees: null, instead: 'Discord’s own “The application did not respond”; nothing was asked' },
    ...{ offers: [], kept: 'nothing', requests: 'none', billed: 0, logs: missed },
  },
  {
    ...{ what: 'the interaction’s token ends in mid-reply', speed: 4, answer: longerThanAToken },
    ...{ ...well, logs: [] },
    meanwhile: async ({ world: { discord }, clock, texted }) => {
      const { id } = await texted()
      await discord.until(() => discord.message(id)?.content.match(/word/g)?.length === 20)
      const pass = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve))
      // So fast that a request would seem to take too long: only while there is none.
      await pass(3_000)
      clock.setSpeed(200)
      await pass(16 * 60_000 - 6_000)
      clock.setSpeed(4)
    },
  },
  survived('429 of the bucket', edits, limited('user'), { logs: [] }),
  survived('429 of a shared resource', edits, limited('shared'), { logs: [] }),
  survived('429 of all requests', edits, limited('global'), { logs: [] }),
  survived('429 with code 30046', edits, limited('shared', 30_046), { logs: [] }),
  survived('edits fail with 500', edits, { type: 'status', status: 500, moment: 'before' }),
  survived(
    'the last edits fail with 503, for half a minute',
    anyEdit,
    { type: 'status', status: 503, moment: 'before' },
    { begins: 'meanwhile', times: 7, speed: 20 },
  ),
  survived('edits take effect and are answered with 502', edits, {
    type: 'status',
    status: 502,
    moment: 'after',
  }),
  survived('edits are never answered', edits, { type: 'silence', moment: 'before' }, { speed: 30, times: 1 }),
  survived(
    'edits take effect and are never answered',
    edits,
    { type: 'silence', moment: 'after' },
    { speed: 30, times: 1 },
  ),
  survived('the connection is cut before an edit', edits, { type: 'drop', moment: 'before' }),
  survived('the connection is cut after an edit', edits, { type: 'drop', moment: 'after' }),
]
