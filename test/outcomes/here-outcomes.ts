import type { Memory } from '../../src/conversation/memory.ts'
import { StoreFailed } from '../../src/conversation/store-failed.ts'
import type { Answer } from '../../src/sandbox/claude/answer.ts'
import { english } from '../../src/words/english.ts'
import type { Outcome } from './outcome.ts'

/** Which calls of the memory fail, how often, and with what. */
export type Trouble = {
  readonly call: 'addQuestion' | 'beginAnswer' | 'checkpoint' | 'settle' | 'addSpending' | 'confirmDisplayed'
  readonly times: number
  readonly kind: 'disk-full' | 'locked' | 'damaged'
}

/** An outcome on this machine, with the trouble that its database has. */
export type HereOutcome = { readonly outcome: Outcome; readonly trouble?: Trouble }

const slowly: Answer = {
  type: 'reply',
  say: [
    { type: 'text', text: 'word '.repeat(20) },
    { type: 'pause', ms: 3_000 },
    { type: 'text', text: 'the end' },
  ],
  pace: { tokensPerSecond: 500 },
}

const refused = (what: string, call: Trouble['call'], kind: Trouble['kind']): HereOutcome => ({
  outcome: {
    ...{ what, sees: english.failure['not-stored']('', 0) },
    ...{ kept: call === 'addQuestion' ? 'nothing' : 'question', requests: 'none', billed: 0 },
  },
  trouble: { call, kind, times: 1 },
})

const survived = (what: string, trouble?: Trouble, meanwhile?: Outcome['meanwhile']): HereOutcome => ({
  outcome: {
    ...{ what, answer: () => slowly, speed: 5, sees: 'the end' },
    ...{ kept: 'question and reply', requests: 'one', billed: 1 },
    ...(meanwhile && { meanwhile }),
  },
  ...(trouble && { trouble }),
})

/** What can go wrong on this machine. */
export const hereOutcomes: readonly HereOutcome[] = [
  refused('the disk is full when a question comes', 'addQuestion', 'disk-full'),
  refused('the database is locked when a question comes', 'addQuestion', 'locked'),
  refused('the database is damaged when a question comes', 'addQuestion', 'damaged'),
  refused('the disk is full when an answer begins', 'beginAnswer', 'disk-full'),
  survived('the disk is full while the reply grows', { call: 'checkpoint', kind: 'disk-full', times: 3 }),
  survived('the disk is full for some seconds when the reply ends', {
    ...{ call: 'settle', kind: 'disk-full', times: 3 },
  }),
  survived('the database is locked when the cost is written', {
    ...{ call: 'addSpending', kind: 'locked', times: 2 },
  }),
  survived('the database is locked after the reply is shown', {
    ...{ call: 'confirmDisplayed', kind: 'locked', times: 1 },
  }),
  survived('the clock is set back by an hour in mid-reply', undefined, async ({ clock, texted }) => {
    await texted()
    clock.setBack(3_600_000)
  }),
]

/** A memory whose calls fail as `next` says; each failure is used up. */
export const troubled = (
  memory: Memory,
  next: (call: Trouble['call']) => Trouble['kind'] | undefined,
): Memory => {
  const guard =
    <Arguments extends readonly unknown[], Result>(
      call: Trouble['call'],
      run: (...given: Arguments) => Promise<Result>,
    ) =>
    async (...given: Arguments): Promise<Result> => {
      const kind = next(call)
      if (kind !== undefined) throw new StoreFailed(kind, `The database is ${kind}.`)
      return run(...given)
    }
  return {
    ...memory,
    addQuestion: guard('addQuestion', memory.addQuestion),
    beginAnswer: guard('beginAnswer', memory.beginAnswer),
    checkpoint: guard('checkpoint', memory.checkpoint),
    settle: guard('settle', memory.settle),
    addSpending: guard('addSpending', memory.addSpending),
    confirmDisplayed: guard('confirmDisplayed', memory.confirmDisplayed),
  }
}
