import type { Question } from '../conversation/turn.ts'
import { controlsOf } from '../reply/controls.ts'
import { type Draft, fail, failureOf } from '../reply/draft.ts'
import { Failed } from '../reply/failure.ts'
import { createRender } from '../reply/render.ts'
import { show } from '../reply/show.ts'
import type { Asking } from './answering.ts'
import type { Surroundings } from './surroundings.ts'
import { writeAnswer } from './write-answer.ts'

/** One reply, from its place in the line to the last word on the screen. What ends one side ends the other. */
export const runReply = async (
  question: Question,
  { question: { place }, words, view }: Asking,
  abort: AbortController,
  around: Surroundings,
): Promise<void> => {
  let answerId: string | undefined
  let newest: Draft = { type: 'queued', ahead: 0 }
  const controls = controlsOf({ questionId: question.id, answerId: () => answerId }, words)
  const display = show({
    render: createRender({ words, dollars: around.dollars, controls }),
    screen: view.screen(() => answerId ?? question.id),
    clock: around.clock,
    shown: view.shown,
    signal: around.giveUp,
  })
  display.done.catch((error: unknown) => abort.abort(error))
  const take = (draft: Draft): void => {
    newest = draft
    display.take(draft)
  }
  const begun = (id: string): Promise<void> => {
    answerId = id
    return view.record()
  }
  const work = async (): Promise<void> => {
    await writeAnswer(question, begun, take, abort.signal, around)
    await display.done
  }
  try {
    await view.record()
    await around.queue.run(place, work, {
      onPlace: (ahead) => take({ type: 'queued', ahead }),
      signal: abort.signal,
    })
  } catch (error) {
    if (!(error instanceof Failed)) around.onFault(error)
    if (answerId === undefined) await forgetStopped(question, error, around)
    take(fail(newest, failureOf(error), around.clock.elapsed()))
  }
  await display.done.catch(() => undefined)
}

/** A question that was stopped while it waited leaves the history: nobody answered it. */
const forgetStopped = async (question: Question, error: unknown, around: Surroundings): Promise<void> => {
  if (failureOf(error).kind !== 'stopped') return
  await around.memory.removeQuestion(question.id).catch(around.onFault)
}
