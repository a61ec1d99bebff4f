import type { Spender } from '../allowances/allowances.ts'
import { type Reserving, reservationId } from '../conversation/allowance.ts'
import type { ClaudeRequest, GoOn } from '../conversation/claude.ts'
import { Failed, type Failure, type FailureKind, isDeclined } from '../conversation/failure.ts'
import { settledTurns } from '../conversation/settled-turns.ts'
import type { Answer, Question, Turn } from '../conversation/turn.ts'
import { type Draft, drafts, type FinalDraft } from '../display/draft.ts'
import type { Dependencies } from './dependencies.ts'
import { finishAnswer } from './finish-answer.ts'
import { type Job, spenderOf } from './job.ts'
import { prepareAnswer } from './prepare-answer.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import type { Effect, SessionEvent } from './reply-state.ts'
import { retryWrite } from './retry-write.ts'
import type { Story } from './story.ts'
import { markedQuestions, unsendableQuestions } from './unsendable-questions.ts'

/** What the effects of one reply share. */
export type EffectContext = {
  readonly job: Job
  readonly deps: Dependencies
  /** Aborted when the reply is cancelled. */
  readonly abort: AbortController
  readonly send: (event: SessionEvent) => void
  /** Reports that an effect failed. */
  readonly onError: (error: unknown) => void
  readonly show: (draft: Draft) => void
  /** Whether there are buttons under the end. */
  readonly hasControls: () => boolean
  /** Called when the end of a new answer is visible, and the buttons of earlier ones are outdated. */
  readonly onNewest: () => void
  /** Records that the view's messages show this answer from now on. */
  readonly showAnswer: (answer: Pick<Answer, 'id' | 'parentId'>) => Promise<void>
  /** When the reply started, in ms of `clock.elapsed`. */
  readonly startedAt: number
  /** Lets the next reply of the place begin. */
  readonly onLeave: () => void
  readonly story: Story
  /** Called once, after the last write. */
  readonly onEnd: () => void
  /** Settles when the writes so far have ended; they happen in the order of their effects. Never rejects. */
  writes: Promise<void>
  /** The turns that the request was built from. */
  path: readonly Turn[]
  /** Marked questions that are sent all the same. */
  tried: readonly Question[]
  /** Present once the answer is stored. */
  running?: Running
}

type Running = {
  readonly answer: Answer
  readonly request: ClaudeRequest
  readonly draft: Draft
  readonly recorder: Recorder
}

/** Carries out one effect. Effects that take time report their end with an event. */
export const carryOut = (effect: Effect, context: EffectContext): void => {
  const { show, abort, onError } = context
  switch (effect.type) {
    case 'prepare':
      prepare(context).catch(onError)
      return
    case 'stream':
      stream(context).catch(onError)
      return
    case 'show':
      show(effect.draft)
      return
    case 'record':
      context.running?.recorder.note(effect.draft)
      return
    case 'abort':
      abort.abort(new Failed(effect.failure))
      return
    case 'mark-unsendable':
      write(() => markUnsendable(effect.failure, context), context)
      return
    case 'store-end':
      write(() => storeEnd(effect.final, context), context)
      return
    case 'release':
      context.job.batch?.seal()
      write(() => release(effect.final, context), context)
      return
    case 'restore':
      write(() => restore(effect, context), context)
      return
    case 'confirm':
      write(() => confirm(effect, context), context)
      return
    case 'leave':
      write(() => leave(effect, context).finally(context.onEnd), context)
      return
  }
}

const write = (task: () => Promise<void>, context: EffectContext): void => {
  context.writes = context.writes.then(task).catch(context.deps.onFault)
}

/**
 * Records that the previous answer will not be shown while the reply is queued. The next start needs to know this if
 * the process dies.
 */
export const remember = async ({ job, deps }: Pick<EffectContext, 'job' | 'deps'>): Promise<void> => {
  const { previousAnswer, wasAnswered, question } = job
  if (previousAnswer) await deps.store.conceal(previousAnswer.id)
  if (wasAnswered) await deps.store.setWaiting(question.id, true)
}

/** Builds the request and stores the answer. */
const prepare = async (context: EffectContext): Promise<void> => {
  const { job, deps, abort, send } = context
  const question = (await job.batch?.close()) ?? job.question
  const path = await deps.store.path(job.continues ?? question.id)
  if (path.every(({ id }) => id !== question.id)) throw new Failed({ kind: 'forgotten' })
  const asked = [question, ...(job.batch?.questions() ?? [])].map(({ id }) => id)
  const { turns, whole } = settledTurns(path, asked)
  context.tried = markedQuestions(turns, question)
  context.path = turns.map((turn) =>
    context.tried.some(({ id }) => id === turn.id) ? withoutMark(turn) : turn,
  )
  const { answer, request, draft, from } = await prepareAnswer(
    {
      ...{ question, history: { turns: context.path, whole }, spender: spenderOf(job) },
      continues: job.continues,
    },
    abort.signal,
    (summarising) => send({ type: 'summarising', draft: summarising }),
    deps,
  )
  context.running = { answer, request, draft, recorder: createRecorder(answer, from.length, deps) }
  send({ type: 'begun', draft, from })
}

const withoutMark = (turn: Turn): Turn => {
  if (turn.role === 'answer') return turn
  const { unsendable: _, ...question } = turn
  return question
}

/** Asks Claude and reports every draft. */
const stream = async ({
  job,
  deps,
  abort: { signal },
  send,
  showAnswer,
  running,
}: EffectContext): Promise<void> => {
  if (running === undefined) return
  const { answer, request, draft: first } = running
  await showAnswer(answer)
  if (job.previousAnswer && job.previousAnswer.id !== answer.id)
    await deps.store.confirmDisplayed(job.previousAnswer.id)
  signal.throwIfAborted()
  const events = deps.claude.reply(request, signal, goOn(running, spenderOf(job), deps))
  for await (const draft of drafts(first, events, signal, deps.clock.elapsed, deps.onFault))
    send({ type: 'draft', draft })
}

/** Reserves what going on after a pause can cost, on top of what is used already. */
const goOn =
  ({ answer, request }: Running, spender: Spender, { store, allowances }: Dependencies): GoOn =>
  async (used, inputTokens) => {
    const reserve = (reserving: Reserving) => store.reserve(reservationId(answer), reserving)
    return (await allowances.tryHold(spender, { ...request, inputTokens, used }, reserve))?.maxTokens
  }

/** Keeps questions that Claude cannot be sent out of later requests. */
const markUnsendable = async (failure: Failure, { deps, path }: EffectContext): Promise<void> => {
  const { ids, reason } = unsendableQuestions(failure, path)
  for (const id of ids) await retryWrite(() => deps.store.markUnsendable(id, reason), deps)
}

/** Whether Claude answered, which means that the questions can be sent. */
const isAccepted = (final: FinalDraft): boolean => final.type === 'ended' && final.stopReason !== 'refusal'

/** Stores the end of the answer. Questions that were marked and are answered now lose their mark. */
const storeEnd = async (final: FinalDraft, context: EffectContext): Promise<void> => {
  const { job, deps, send, running, tried } = context
  if (running === undefined) return
  try {
    await running.recorder.stop()
    await finishAnswer(running.answer, spenderOf(job), final, deps)
    await forgetPrevious(final, context)
    if (isAccepted(final))
      for (const { id } of tried) await retryWrite(() => deps.store.markUnsendable(id, null), deps)
    send({ type: 'stored' })
  } catch (error) {
    deps.onFault(error)
    send({ type: 'not-stored' })
  }
}

/** Failures that cancel a question before its answer has begun. */
const cancelling: ReadonlySet<FailureKind> = new Set([
  'stopped',
  'question-deleted',
  'forgotten',
  'time-up',
  'over-allowance',
])

/**
 * Ends a reply that has no answer: takes its questions out of the queue, then shows why. Cancelled questions are
 * removed from the history. Postponed ones stay queued for the next start.
 */
const release = async (final: FinalDraft, context: EffectContext): Promise<void> => {
  const { job, deps, send, show } = context
  const { store, onFault } = deps
  const kind = final.type === 'failed' ? final.failure.kind : undefined
  if (kind !== 'postponed') {
    if (kind !== undefined && cancelling.has(kind))
      for (const { id } of job.batch?.questions() ?? []) await store.removeQuestion(id).catch(onFault)
    // Not awaited: the message must be shown even if the disk is full.
    for (const { id } of job.batch?.questions() ?? [job.question])
      retryWrite(() => store.setWaiting(id, false), deps).catch(onFault)
  }
  // Not waited for either.
  forgetPrevious(final, context).catch(onFault)
  show(final)
  send({ type: 'stored' })
}

/** Deletes the text of the answer that was on the screen before: it is not shown again once its question is forgotten. */
const forgetPrevious = async (
  final: FinalDraft,
  { job: { previousAnswer }, deps, running }: EffectContext,
): Promise<void> => {
  if (final.type !== 'failed' || final.failure.kind !== 'forgotten') return
  if (previousAnswer === undefined || previousAnswer.id === running?.answer.id) return
  const { model, usage, dollars = null } = previousAnswer
  const settled = { model, usage, dollars, failure: final.failure, text: '', thinking: '', sources: [] }
  await retryWrite(() => deps.store.settle(previousAnswer, settled), deps)
  await deps.store.confirmDisplayed(previousAnswer.id)
}

/** Brings the previous answer back to the messages. */
const restore = async (
  { final, failure }: Extract<Effect, { type: 'restore' }>,
  { job, deps, send, show, showAnswer }: EffectContext,
): Promise<void> => {
  if (job.previousAnswer) await showAnswer(job.previousAnswer).catch(deps.onFault)
  if (isDeclined(failure)) await job.tellPrivately?.(failure).catch(deps.onFault)
  show(final)
  send({ type: 'stored' })
}

/** Records that the messages show how the answer ended. */
const confirm = async (
  { answer }: Extract<Effect, { type: 'confirm' }>,
  { job, deps, running, hasControls, onNewest }: EffectContext,
): Promise<void> => {
  const id = answer === 'new' ? running?.answer.id : job.previousAnswer?.id
  if (id === undefined) return
  if (!hasControls()) return deps.store.confirmDisplayed(id)
  await deps.store.confirmDisplayed(id, answer === 'new' ? 'newest' : 'shown')
  if (answer === 'new') onNewest()
}

/** Ends the turn of the reply in its place. Whoever waited long for a complete answer is told that it is there. */
const leave = async (
  { final, isShown }: Extract<Effect, { type: 'leave' }>,
  { job, deps, story, startedAt, onLeave }: EffectContext,
): Promise<void> => {
  onLeave()
  deps.replied(story.tell(final))
  const isSlow = deps.clock.elapsed() - startedAt > job.look.notifyAfter
  const isComplete = final.type === 'ended' && final.stopReason === 'end_turn'
  if (isShown && isSlow && isComplete) await job.view.notify?.(job.question.speaker.id, job.strings)
}
