import type { Clock } from '../clock.ts'
import type { Answer } from '../conversation/turn.ts'
import { type About, controlsOf, type Variant } from '../reply/controls.ts'
import { type Draft, type FinalDraft, fail, isFinal } from '../reply/draft.ts'
import { Failed, type Failure } from '../reply/failure.ts'
import { createRender } from '../reply/render.ts'
import { show } from '../reply/show.ts'
import { failureBehind } from './failure-behind.ts'
import type { Job } from './job.ts'
import type { Keeping } from './keeping.ts'
import { persist } from './persist.ts'
import { recorded } from './recorded.ts'
import { storedFirst } from './stored-first.ts'
import type { Surroundings } from './surroundings.ts'
import type { View } from './view.ts'
import { writeAnswer } from './write-answer.ts'

/**
 * One reply, from its place in the line to the last word on the screen. What ends one side ends the other. `onWritten` is
 * called when nothing more will come, and what there is has only to be shown.
 */
export const runReply = async (
  job: Job,
  abort: AbortController,
  around: Surroundings,
  onWritten: () => void,
): Promise<void> => {
  const { question, place, words, view, instead, continues } = job
  const asked = around.clock.elapsed()
  let shownId = instead?.id
  let hasBegun = false
  let variant: Variant = { at: 1, of: 1 }
  const kept = instead && continues !== undefined ? { written: recorded(instead).written } : {}
  let keeping: Keeping | undefined
  let newest: Draft = { type: 'queued', ahead: 0 }
  const about: About = {
    questionId: question.id,
    answerId: () => shownId,
    variant: () => variant,
    hasThreads: view.hasThreads,
  }
  const display = show({
    render: createRender({
      words,
      dollars: around.dollars,
      controls: controlsOf(about, words),
      ...(view.most !== undefined && { most: view.most }),
    }),
    screen: storedFirst(
      view.screen(() => shownId ?? question.id),
      async () => keeping?.flush(),
    ),
    clock: around.clock,
    shown: view.shown,
    signal: around.giveUp,
  })
  display.done.catch((error: unknown) => abort.abort(error))
  const endTime = endInTime(view, abort, around.clock)
  const take = (draft: Draft): void => {
    newest = draft
    if (isFinal(draft)) onWritten()
    display.take(draft)
  }
  const shows = async ({ id, parentId }: Pick<Answer, 'id' | 'parentId'>): Promise<void> => {
    shownId = id
    variant = await variantOf(id, parentId, around)
    await view.record()
  }
  const begun = async (answer: Answer, itsKeeping: Keeping): Promise<void> => {
    hasBegun = true
    keeping = itsKeeping
    await shows(answer)
    if (instead && instead.id !== answer.id) await around.memory.confirmDisplayed(instead.id)
  }
  const work = async (): Promise<void> => {
    await writeAnswer(job, begun, take, abort.signal, around)
    await display.done
    if (shownId !== undefined) await around.memory.confirmDisplayed(shownId)
  }
  const endOf = async (error: unknown): Promise<FinalDraft> => {
    if (!hasBegun && instead) {
      await shows(instead)
      return recorded(instead)
    }
    if (!hasBegun) await letGo(job, error, around)
    return fail(newest, failureBehind(error), around.clock.elapsed())
  }
  try {
    await remember(job, around)
    await view.record()
    await around.queue.run(place, work, {
      onPlace: (ahead) => take({ type: 'queued', ahead, ...kept }),
      signal: abort.signal,
    })
  } catch (thrown) {
    // What was stopped may fail in many ways on its way out.
    const error: unknown = abort.signal.aborted ? abort.signal.reason : thrown
    if (!(error instanceof Failed)) around.onFault(error)
    take(await endOf(error))
  }
  const isShown = await display.done.then(
    () => true,
    () => false,
  )
  endTime()
  if (instead && !hasBegun) await around.memory.confirmDisplayed(instead.id).catch(around.onFault)
  around.replied(failureIn(newest))
  const took = around.clock.elapsed() - asked
  if (isShown && !abort.signal.aborted && took > around.notifyAfter)
    await view.notify?.(question.speaker.id, words).catch(around.onFault)
}

const failureIn = (draft: Draft): Failure | undefined => (draft.type === 'failed' ? draft.failure : undefined)

/** Which of the answers to its question an answer is. */
export const variantOf = async (
  answerId: string,
  questionId: string,
  { memory }: Pick<Surroundings, 'memory'>,
): Promise<Variant> => {
  const answers = await memory.answers(questionId)
  return { at: answers.findIndex(({ id }) => id === answerId) + 1, of: answers.length }
}

/** What is on the view at the moment is not there while the job waits: a start after a sudden end puts that right. */
const remember = async ({ instead, isAgain, question }: Job, { memory }: Surroundings): Promise<void> => {
  if (instead) await memory.conceal(instead.id)
  if (isAgain) await memory.setWaiting(question.id, true)
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
  { gathering, question }: Job,
  error: unknown,
  around: Pick<Surroundings, 'memory' | 'clock' | 'giveUp' | 'onFault'>,
): Promise<void> => {
  const { memory, onFault } = around
  const { kind } = failureBehind(error)
  if (kind === 'shutdown') return
  const isTakenBack = kind === 'stopped' || kind === 'time-up'
  if (isTakenBack)
    for (const { id } of gathering?.questions() ?? []) await memory.removeQuestion(id).catch(onFault)
  for (const { id } of gathering?.questions() ?? [question])
    persist(() => memory.setWaiting(id, false), around).catch(onFault)
}
