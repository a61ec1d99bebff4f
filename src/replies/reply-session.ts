import type { Clock } from '../clock.ts'
import { Failed, type Failure } from '../conversation/failure.ts'
import type { Dependencies } from './dependencies.ts'
import { draftOfAnswer } from './draft-of-answer.ts'
import type { Job } from './job.ts'
import type { Ahead } from './queue.ts'
import { carryOut, type EffectContext, remember } from './reply-effects.ts'
import { type MessagesContext, openMessages } from './reply-messages.ts'
import { type Beginning, queued, type SessionEvent, step } from './reply-state.ts'
import { beginStory } from './story.ts'
import { toFailure } from './to-failure.ts'
import type { View } from './view.ts'

/** One reply that is under way. */
export type ReplySession = {
  /** Resolves when the end is stored and shown, or cannot be. Never rejects. */
  readonly done: Promise<void>
  /** Ends the reply. What Claude has written stays. */
  readonly cancel: (failure: Failure) => void
  /** Whether its turn has not come. */
  readonly isWaiting: () => boolean
  /** Whether the reply only has to be stored and shown. */
  readonly isFinishing: () => boolean
}

/** What a reply has to do with the others of its conversation. */
export type Among = Pick<MessagesContext, 'isOvertaken'> & Pick<EffectContext, 'onNewest'>

/** Starts a reply: waits for its turn and runs its state machine. */
export const startReply = (job: Job, deps: Dependencies, among: Among): ReplySession => {
  const { clock } = deps
  const story = beginStory(job.place, deps)
  const abort = new AbortController()
  const beginning = beginningOf(job)
  const left = Promise.withResolvers<void>()
  const finished = Promise.withResolvers<void>()
  let state = queued(beginning)

  const send = (event: SessionEvent): void => {
    const next = step(state, event, beginning)
    state = next.state
    for (const effect of next.effects) carryOut(effect, context)
  }
  const onError = (type: 'failed' | 'screen-lost') => (error: unknown) => {
    // A cancelled effect may fail with any error.
    if (!(error instanceof Failed) && !abort.signal.aborted) deps.onFault(error)
    send({ type, failure: toFailure(error), at: clock.elapsed() })
  }
  const cancel = (failure: Failure): void => send({ type: 'cancelled', failure, at: clock.elapsed() })
  const stopTimer = endInTime(job.view, clock, cancel)
  const { done, ...messages } = openMessages(job, deps, {
    onShown: story.shown,
    storeText: () => context.running?.recorder.flush(),
    isOvertaken: among.isOvertaken,
  })
  const context: EffectContext = {
    ...{ job, deps, story, abort, send },
    ...messages,
    onNewest: among.onNewest,
    onError: onError('failed'),
    writes: Promise.resolve(),
    startedAt: clock.elapsed(),
    onLeave: () => {
      stopTimer()
      left.resolve()
    },
    onEnd: finished.resolve,
    path: [],
    tried: [],
  }
  done.then(() => send({ type: 'shown' }), onError('screen-lost'))
  waitForTurn(context, left.promise).catch(context.onError)
  const isFinishing = (): boolean => state.type === 'finishing' || state.type === 'done'
  return { done: finished.promise, cancel, isWaiting: () => state.type === 'queued', isFinishing }
}

const beginningOf = ({ previousAnswer, continues }: Job): Beginning => ({
  continues: continues !== undefined,
  ...(previousAnswer && { previous: draftOfAnswer(previousAnswer) }),
})

/** Records that the reply waits and gets in line. Its turn lasts until `left` resolves. */
const waitForTurn = async (context: EffectContext, left: Promise<void>): Promise<void> => {
  const { job, deps, send, abort } = context
  await remember(context)
  await job.view.record()
  const turn = (): Promise<void> => {
    send({ type: 'turn' })
    return left
  }
  const key = job.question.speaker.id
  const onWait = ({ place, keys }: Ahead): void =>
    send({ type: 'moved', ahead: place, people: keys.filter((other) => other !== key) })
  const most = job.look.parallel
  const joining = { key, most, onWait, signal: abort.signal, ...(job.after && { after: job.after }) }
  await deps.queue.run(job.place, turn, joining)
}

/** How long before its view expires a reply is ended, in ms, so that its last edits still succeed. */
const timeForLastEdits = 60_000

/** Ends a reply before its messages can no longer be edited. Returns a function that cancels that. */
const endInTime = ({ endsAt }: View, clock: Clock, cancel: (failure: Failure) => void): (() => void) =>
  endsAt === undefined
    ? () => undefined
    : clock.after(Math.max(0, endsAt - timeForLastEdits - clock.now()), () => cancel({ kind: 'time-up' }))
