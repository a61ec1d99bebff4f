import type { Clock } from '../clock.ts'
import { Failed, type Failure } from '../conversation/failure.ts'
import type { Answer } from '../conversation/turn.ts'
import { type About, controlsOf, type Variant } from '../display/controls.ts'
import { type Draft, type FinalDraft, fail, isFinal } from '../display/draft.ts'
import { createRender } from '../display/render.ts'
import { show } from '../display/show.ts'
import type { Dependencies } from './dependencies.ts'
import { draftOfAnswer } from './draft-of-answer.ts'
import type { Job } from './job.ts'
import type { ProgressRecorder } from './progress-recorder.ts'
import { retryWrite } from './retry-write.ts'
import { toFailure } from './to-failure.ts'
import type { View } from './view.ts'
import { writeAhead } from './write-ahead-screen.ts'
import { writeAnswer } from './write-answer.ts'

/**
 * One reply, from its place in the line to the last word on the screen. What ends one side ends the other. `onWritten` is
 * called when nothing more will come, and what there is has only to be shown.
 */
export const runReply = async (
  job: Job,
  abort: AbortController,
  deps: Dependencies,
  onWritten: () => void,
): Promise<void> => {
  const { question, place, strings, view, instead, continues } = job
  const asked = deps.clock.elapsed()
  let shownId = instead?.id
  let hasBegun = false
  let variant: Variant = { at: 1, of: 1 }
  const kept = instead && continues !== undefined ? { written: draftOfAnswer(instead).written } : {}
  let recorder: ProgressRecorder | undefined
  let newest: Draft = { type: 'queued', ahead: 0 }
  const about: About = {
    questionId: question.id,
    answerId: () => shownId,
    variant: () => variant,
    hasThreads: view.hasThreads,
  }
  const display = show({
    render: createRender({
      strings,
      dollars: deps.dollars,
      onFault: deps.onFault,
      elapsed: deps.clock.elapsed,
      controls: controlsOf(about, strings),
      ...(view.most !== undefined && { most: view.most }),
    }),
    screen: writeAhead(
      view.screen(() => shownId ?? question.id),
      async () => recorder?.flush(),
    ),
    clock: deps.clock,
    shown: view.shown,
    signal: deps.giveUp,
  })
  display.done.catch((error: unknown) => abort.abort(error))
  const endTime = endInTime(view, abort, deps.clock)
  const take = (draft: Draft): void => {
    newest = draft
    if (isFinal(draft)) onWritten()
    display.take(draft)
  }
  const shows = async ({ id, parentId }: Pick<Answer, 'id' | 'parentId'>): Promise<void> => {
    shownId = id
    variant = await variantOf(id, parentId, deps)
    await view.record()
  }
  const begun = async (answer: Answer, itsKeeping: ProgressRecorder): Promise<void> => {
    hasBegun = true
    recorder = itsKeeping
    await shows(answer)
    if (instead && instead.id !== answer.id) await deps.store.confirmDisplayed(instead.id)
  }
  const work = async (): Promise<void> => {
    await writeAnswer(job, begun, take, abort.signal, deps)
    await display.done
    if (shownId !== undefined) await deps.store.confirmDisplayed(shownId)
  }
  const endOf = async (error: unknown): Promise<FinalDraft> => {
    if (!hasBegun && instead) {
      await shows(instead)
      return draftOfAnswer(instead)
    }
    if (!hasBegun) await letGo(job, error, deps)
    return fail(newest, toFailure(error), deps.clock.elapsed())
  }
  try {
    await remember(job, deps)
    await view.record()
    await deps.queue.run(place, work, {
      onPlace: (ahead) => take({ type: 'queued', ahead, ...kept }),
      signal: abort.signal,
    })
  } catch (thrown) {
    // What was stopped may fail in many ways on its way out.
    const error: unknown = abort.signal.aborted ? abort.signal.reason : thrown
    if (!(error instanceof Failed)) deps.onFault(error)
    take(await endOf(error))
  }
  const isShown = await display.done.then(
    () => true,
    () => false,
  )
  endTime()
  if (instead && !hasBegun) await deps.store.confirmDisplayed(instead.id).catch(deps.onFault)
  deps.replied(failureIn(newest), place)
  const took = deps.clock.elapsed() - asked
  if (isShown && !abort.signal.aborted && took > deps.notifyAfter)
    await view.notify?.(question.speaker.id, strings).catch(deps.onFault)
}

const failureIn = (draft: Draft): Failure | undefined => (draft.type === 'failed' ? draft.failure : undefined)

/** Which of the answers to its question an answer is. */
export const variantOf = async (
  answerId: string,
  questionId: string,
  { store }: Pick<Dependencies, 'store'>,
): Promise<Variant> => {
  const answers = await store.answers(questionId)
  return { at: answers.findIndex(({ id }) => id === answerId) + 1, of: answers.length }
}

/** What is on the view at the moment is not there while the job waits: a start after a sudden end puts that right. */
const remember = async ({ instead, isAgain, question }: Job, { store }: Dependencies): Promise<void> => {
  if (instead) await store.conceal(instead.id)
  if (isAgain) await store.setWaiting(question.id, true)
}

/** So long before its end, in ms, a view is left: the last words must still get there. */
const lastWords = 60_000

/** Ends a reply in words before its messages cannot be changed any more; gives how to call that off. */
const endInTime = ({ endsAt }: View, abort: AbortController, clock: Clock): (() => void) =>
  endsAt === undefined
    ? () => undefined
    : clock.after(Math.max(0, endsAt - lastWords - clock.now()), () =>
        abort.abort(new Failed({ kind: 'time-up' })),
      )

/**
 * What is said to have failed is not answered at the next start. A question that was stopped while it waited leaves the
 * history too: nobody answered it. One that the end of the process has caught goes on waiting.
 */
const letGo = async (
  { batch, question }: Job,
  error: unknown,
  deps: Pick<Dependencies, 'store' | 'clock' | 'giveUp' | 'onFault'>,
): Promise<void> => {
  const { store, onFault } = deps
  const { kind } = toFailure(error)
  if (kind === 'shutdown') return
  const isTakenBack = kind === 'stopped' || kind === 'time-up'
  if (isTakenBack)
    for (const { id } of batch?.questions() ?? []) await store.removeQuestion(id).catch(onFault)
  for (const { id } of batch?.questions() ?? [question])
    retryWrite(() => store.setWaiting(id, false), deps).catch(onFault)
}
