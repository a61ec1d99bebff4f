import type { Answer } from '../../src/sandbox/claude/answer.ts'
import type { Outcome, Stage } from './outcome.ts'

/** Text that is seen, a while without any, and then the end. */
export const inTwo = (pause = 1_500): Answer => ({
  type: 'reply',
  say: [
    { type: 'text', text: 'word '.repeat(20) },
    { type: 'pause', ms: pause },
    { type: 'text', text: 'the end' },
  ],
  pace: { tokensPerSecond: 500 },
})

/** The reply ends as it should. */
export const well = {
  sees: 'the end',
  offers: ['regenerate'],
  kept: 'question and reply',
  requests: 'one',
  billed: 1,
} as const

/** What the log says of a request that failed, and is made good by a later one. */
export const missed = ['warn: a request to Discord failed'] as const

/** Something happens while the reply grows, and changes nothing about its end. */
export const meanwhile = (
  what: string,
  act: (stage: Stage, messageId: string) => void,
  logs: readonly string[] = [],
): Outcome => ({
  ...{ what, speed: 4, answer: () => inTwo(), ...well, logs },
  meanwhile: async (stage) => act(stage, (await stage.texted()).id),
})

/** Something happens after which nobody can be shown anything any more; Claude is stopped at once. */
export const vanished = (
  what: string,
  act: (stage: Stage, messageId: string) => void,
  instead: string,
): Outcome => ({
  ...meanwhile(what, act, ['info: a reply was ended (screen-gone)']),
  ...{ sees: null, instead, offers: [], kept: 'question and text so far' },
  answer: () => inTwo(600_000),
})

/** The reply goes on and on, so that the next change of the message soon finds out. */
export const foundOut = (outcome: Outcome): Outcome => ({
  ...outcome,
  answer: () => ({
    type: 'reply',
    say: [{ type: 'text', text: 'word '.repeat(5_000) }],
    pace: { tokensPerSecond: 20 },
  }),
})
