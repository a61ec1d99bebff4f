import type { Clock } from '../clock.ts'
import { Failed, type Failure } from '../conversation/failure.ts'
import { controlsOf, type Variant } from '../display/controls.ts'
import { isQuestionGone } from '../display/draft.ts'
import { questionHeading } from '../display/question-heading.ts'
import { createRender, type Render } from '../display/render.ts'
import type { Screen } from '../display/screen.ts'
import { type Display, show } from '../display/show.ts'
import type { Dependencies } from './dependencies.ts'
import { draftOfAnswer } from './draft-of-answer.ts'
import type { Job } from './job.ts'
import { variantOf } from './redisplay.ts'
import {
  type EffectContext,
  markUnsendable,
  prepare,
  release,
  remember,
  restore,
  storeEnd,
  stream,
} from './reply-effects.ts'
import { type Beginning, type Effect, queued, type SessionEvent, step } from './reply-state.ts'
import { toFailure } from './to-failure.ts'
import type { View } from './view.ts'

/** One reply that is under way. */
export type ReplySession = {
  /** Resolves when the end is stored and shown, or cannot be. Never rejects. */
  readonly done: Promise<void>
  /** Ends the reply. What Claude has written stays. */
  readonly cancel: (failure: Failure) => void
  /** Whether Claude has nothing more to write, so that only storing and showing are left. */
  readonly isFinishing: () => boolean
}

/** Starts a reply: waits for its turn in its place and carries out what its state machine says. */
export const startReply = (job: Job, deps: Dependencies): ReplySession => {
  const { clock, onFault } = deps
  const askedAt = clock.elapsed()
  const abort = new AbortController()
  const beginning = beginningOf(job)
  const left = Promise.withResolvers<void>()
  const finished = Promise.withResolvers<void>()
  let state = queued(beginning)
  /** Writes happen in the order of their effects. */
  let writes: Promise<void> = Promise.resolve()

  const send = (event: SessionEvent): void => {
    const next = step(state, event, beginning)
    state = next.state
    for (const effect of next.effects) carryOut(effect)
  }
  const cancel = (failure: Failure): void => send({ type: 'cancelled', failure, at: clock.elapsed() })
  const onError = (type: 'failed' | 'screen-lost') => (error: unknown) => {
    // A cancelled effect may fail in many ways on its way out.
    if (!(error instanceof Failed) && !abort.signal.aborted) onFault(error)
    send({ type, failure: toFailure(error), at: clock.elapsed() })
  }
  const write = (task: () => Promise<void>): void => {
    writes = writes.then(task).catch(onFault)
  }
  const messages = messagesOf(job, deps, () => context.running?.recorder.flush())
  const stopTimer = endInTime(job.view, clock, cancel)
  const context: EffectContext = {
    job,
    deps,
    signal: abort.signal,
    send,
    show: messages.display.take,
    showAnswer: messages.showAnswer,
    path: [],
    tried: [],
  }
  const leave = async ({ final, isShown }: Extract<Effect, { type: 'leave' }>): Promise<void> => {
    left.resolve()
    deps.replied(final.type === 'failed' ? final.failure : undefined, job.place)
    const isSlow = clock.elapsed() - askedAt > deps.notifyAfter
    const isWell = final.type === 'ended' && final.stopReason === 'end_turn'
    if (isShown && isSlow && isWell) await job.view.notify?.(job.question.speaker.id, job.strings)
  }
  const carryOut = (effect: Effect): void => {
    switch (effect.type) {
      case 'prepare':
        prepare(context).catch(onError('failed'))
        return
      case 'stream':
        stream(context).catch(onError('failed'))
        return
      case 'show':
        messages.display.take(effect.draft)
        return
      case 'record':
        context.running?.recorder.note(effect.draft)
        return
      case 'abort':
        abort.abort(new Failed(effect.failure))
        return
      case 'mark-unsendable':
        write(() => markUnsendable(effect.failure, context))
        return
      case 'store-end':
        write(() => storeEnd(effect.final, context))
        return
      case 'release':
        write(() => release(effect.final, context))
        return
      case 'restore':
        write(() => restore(effect.final, context))
        return
      case 'confirm': {
        const id = effect.answer === 'new' ? context.running?.answer.id : job.instead?.id
        if (id !== undefined) write(() => deps.store.confirmDisplayed(id))
        return
      }
      case 'leave':
        stopTimer()
        write(() => leave(effect))
        writes.then(finished.resolve)
        return
    }
  }
  const start = async (): Promise<void> => {
    await remember(context)
    await job.view.record()
    const turn = (): Promise<void> => {
      send({ type: 'turn' })
      return left.promise
    }
    const onPlace = (ahead: number): void => send({ type: 'moved', ahead })
    await deps.queue.run(job.place, turn, { onPlace, signal: abort.signal })
  }
  messages.display.done.then(() => send({ type: 'shown' }), onError('screen-lost'))
  start().catch(onError('failed'))
  const isFinishing = (): boolean => state.type === 'finishing' || state.type === 'done'
  return { done: finished.promise, cancel, isFinishing }
}

const beginningOf = ({ instead, continues }: Job): Beginning => ({
  continues: continues !== undefined,
  ...(instead && { previous: draftOfAnswer(instead) }),
})

/** The messages of one reply, and which answer they show. */
type Messages = { readonly display: Display; readonly showAnswer: EffectContext['showAnswer'] }

const messagesOf = (
  { question, instead, strings, view }: Job,
  deps: Dependencies,
  storeText: () => Promise<void> | undefined,
): Messages => {
  let answerId = instead?.id
  let variant: Variant = { at: 1, of: 1 }
  const about = {
    questionId: question.id,
    answerId: () => answerId,
    variant: () => variant,
    hasThreads: view.hasThreads,
    hasDetails: deps.footer !== 'full',
  }
  const rendering = {
    strings,
    dollars: deps.dollars,
    footer: deps.footer,
    onFault: deps.onFault,
    elapsed: deps.clock.elapsed,
    controls: controlsOf(about, strings),
    ...(view.most !== undefined && { most: view.most }),
  }
  const headed = createRender({ ...rendering, heading: questionHeading(question, strings) })
  const bare = createRender(rendering)
  const render: Render = (draft, now) => (isQuestionGone(draft) ? bare : headed)(draft, now)
  const screen = storedFirst(
    view.screen(() => answerId ?? question.id),
    storeText,
  )
  return {
    display: show({ render, screen, clock: deps.clock, shown: view.shown, signal: deps.giveUp }),
    showAnswer: async ({ id, parentId }) => {
      answerId = id
      variant = await variantOf(id, parentId, deps)
      await view.record()
    },
  }
}

/**
 * A screen that stores the text so far before it posts a page without buttons: after a kill the next start recognizes
 * such a page by its text alone.
 */
const storedFirst = (screen: Screen, storeText: () => Promise<void> | undefined): Screen => ({
  gate: screen.gate,
  apply: async (change, route) => {
    if (change.type === 'post' && change.page.controls.length === 0) await storeText()
    return screen.apply(change, route)
  },
})

/** How long before the end of a view a reply is ended, in ms: its last words must still get there. */
const lastWords = 60_000

/** Ends a reply before its messages cannot be edited any more. Returns what calls that off. */
const endInTime = ({ endsAt }: View, clock: Clock, cancel: (failure: Failure) => void): (() => void) =>
  endsAt === undefined
    ? () => undefined
    : clock.after(Math.max(0, endsAt - lastWords - clock.now()), () => cancel({ kind: 'time-up' }))
