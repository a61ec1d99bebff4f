import type { Store } from '../../src/conversation/store.ts'
import { StoreFailed } from '../../src/conversation/store-failed.ts'
import { english } from '../../src/i18n/languages.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { BotWorldOptions } from '../world/bot-world.ts'
import { inTwo, meanwhile, well } from './in-two.ts'
import type { StagedOutcome } from './outcome.ts'

/** Which calls of the memory fail, how often, and with what. */
type Trouble = {
  readonly call: 'addQuestion' | 'beginReserved' | 'checkpoint' | 'settle' | 'confirmDisplayed'
  readonly times: number
  readonly kind: 'disk-full' | 'locked' | 'damaged'
}

/** What the log has of a failure of the database. */
const failed = 'error: fault (StoreFailed)'

const refused = (what: string, call: Trouble['call'], kind: Trouble['kind']): StagedOutcome => ({
  outcome: {
    ...{ what, sees: english.failure['not-stored']({}), offers: [] },
    ...{ kept: call === 'addQuestion' ? 'nothing' : 'question', requests: 'none', billed: 0 },
    logs: [failed, 'error: a reply failed (not-stored)'],
  },
  options: withTrouble({ call, kind, times: 1 }),
})

const survived = (what: string, trouble: Trouble): StagedOutcome => ({
  outcome: { ...{ what, answer: () => inTwo(3_000), speed: 5 }, ...well, logs: [failed] },
  options: withTrouble(trouble),
})

/** The trouble outlasts the reply by minutes, which pass before the next question comes. */
const lasting = ({ outcome, options }: StagedOutcome): StagedOutcome => ({
  outcome: {
    ...outcome,
    afterwards: async ({ clock }) => {
      clock.setSpeed(200)
      await new Promise<void>((resolve) => void clock.after(240_000, resolve))
      clock.setSpeed(1)
    },
  },
  ...(options && { options }),
})

/** What can go wrong on this machine, while the process goes on. */
export const hereOutcomes: readonly StagedOutcome[] = [
  refused('the disk is full when a question comes', 'addQuestion', 'disk-full'),
  refused('the database is locked when a question comes', 'addQuestion', 'locked'),
  refused('the database is damaged when a question comes', 'addQuestion', 'damaged'),
  refused('the disk is full when an answer begins', 'beginReserved', 'disk-full'),
  survived('the disk is full while the reply grows', { call: 'checkpoint', kind: 'disk-full', times: 3 }),
  survived('the disk is full for some seconds when the reply ends', {
    ...{ call: 'settle', kind: 'disk-full', times: 3 },
  }),
  lasting(
    survived('the disk is full for three minutes when the reply ends', {
      ...{ call: 'settle', kind: 'disk-full', times: 11 },
    }),
  ),
  survived('the database is locked when the reply ends', { call: 'settle', kind: 'locked', times: 2 }),
  survived('the database is locked after the reply is shown', {
    ...{ call: 'confirmDisplayed', kind: 'locked', times: 1 },
  }),
  {
    outcome: meanwhile('the clock is set back by an hour in mid-reply', ({ clock }) =>
      clock.setBack(3_600_000),
    ),
  },
  {
    outcome: meanwhile('the clock is set forward by an hour in mid-reply', ({ clock }) =>
      clock.setBack(-3_600_000),
    ),
  },
]

/** A world whose memory has the trouble, until it is used up. */
function withTrouble(trouble: Trouble): BotWorldOptions {
  let left = trouble.times
  const next = (call: Trouble['call']): Trouble['kind'] | undefined => {
    if (call !== trouble.call || left === 0) return undefined
    left -= 1
    return trouble.kind
  }
  return { openStore: async (options) => troubled(await openStore(options), next) }
}

/** A memory whose calls fail as `next` says. */
const troubled = (store: Store, next: (call: Trouble['call']) => Trouble['kind'] | undefined): Store => {
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
    ...store,
    addQuestion: guard('addQuestion', store.addQuestion),
    beginReserved: guard('beginReserved', store.beginReserved),
    checkpoint: guard('checkpoint', store.checkpoint),
    settle: guard('settle', store.settle),
    confirmDisplayed: guard('confirmDisplayed', store.confirmDisplayed),
  }
}
