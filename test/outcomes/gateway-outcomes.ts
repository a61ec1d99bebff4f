import { inTwo, meanwhile, missed } from './in-two.ts'
import type { Outcome } from './outcome.ts'

const lost = 'warn: the gateway is lost; connecting again'
const resumed = [lost, 'info: the gateway is back']
const anew = [lost, 'info: the gateway is back, in a new session']

const closedWith = (code: number, logs: readonly string[]): Outcome =>
  meanwhile(`the gateway closes with ${code}`, ({ world }) => world.discord.gateway.close(code), logs)

/** What can go wrong with the gateway while a reply grows; the codes that end the bot are with the process. */
export const gatewayOutcomes: readonly Outcome[] = [
  ...[4000, 4001, 4002].map((code) => closedWith(code, resumed)),
  ...[4003, 4005, 4007, 4008, 4009].map((code) => closedWith(code, anew)),
  meanwhile('the gateway is cut without a word', ({ world }) => world.discord.gateway.cut(), resumed),
  meanwhile('the gateway asks to reconnect', ({ world }) => world.discord.gateway.reconnect(), resumed),
  meanwhile('the session is invalid, and can be resumed', ({ world }) =>
    world.discord.gateway.invalidate(true),
  ),
  meanwhile(
    'the session is invalid, and is over',
    ({ world }) => world.discord.gateway.invalidate(false),
    anew,
  ),
  {
    ...meanwhile('an outage of two minutes', ({ world }) => world.discord.outage(120_000), [
      ...anew,
      ...missed,
      'warn: the gateway is still away; connecting again',
    ]),
    ...{ speed: 60, answer: () => inTwo(30_000) },
  },
]
