import type { Answer, Turn } from '../conversation/turn.ts'
import {
  asked,
  type Draft,
  drafts,
  type Earlier,
  fail,
  isFinal,
  nothingEarlier,
  summarising,
  type Written,
} from '../display/draft.ts'
import type { Dependencies } from './dependencies.ts'
import { earlierOf } from './draft-of-answer.ts'
import { estimateUsage } from './estimate-usage.ts'
import { finishAnswer, spend } from './finish-answer.ts'
import type { Job } from './job.ts'
import type { OlderTurns } from './prepared.ts'
import { createProgressRecorder, type ProgressRecorder } from './progress-recorder.ts'
import { toFailure } from './to-failure.ts'

/**
 * Asks Claude and follows the answer to its end: every draft goes to `take`, the text is stored as it grows.
 * Resolves when the end is stored.
 */
export const writeAnswer = async (
  job: Pick<Job, 'question' | 'batch' | 'continues'>,
  begun: (answer: Answer, recorder: ProgressRecorder) => Promise<void>,
  take: (draft: Draft) => void,
  signal: AbortSignal,
  deps: Omit<Dependencies, 'notifyAfter' | 'limits' | 'replied'>,
): Promise<void> => {
  const { store, clock, onFault } = deps
  const question = (await job.batch?.close()) ?? job.question
  const path = await store.path(job.continues ?? question.id)
  const earlier = continuedOf(path)
  const { request, older } = await deps.request(path, question, signal, {
    summarising: () => take(summarising(clock.elapsed(), earlier)),
    left: (spent) => spend(question.id, question.speaker.id, spent, deps),
  })
  const answer =
    job.continues === undefined
      ? await store.beginAnswer(question.id, request.model)
      : await store.reopenAnswer(job.continues)
  const noted = await noteOlder(older, answer, question.speaker.id, deps)
  const recorder = createProgressRecorder(answer, earlier.text.length, deps)
  const first = asked(request.model, clock.elapsed(), { ...earlier, ...noted })
  await begun(answer, recorder).catch((error: unknown) => {
    // Nothing was asked: it must not seem to be written still. Not waited for: what is said now cannot wait for a disk.
    const failed = fail(first, toFailure(error), clock.elapsed())
    finishAnswer(answer, question.speaker.id, failed, deps).catch(onFault)
    throw error
  })
  const events = deps.claude.reply(request, signal)
  for await (const next of drafts(first, events, signal, clock.elapsed, onFault)) {
    const draft = estimateUsage(next, earlier.text)
    recorder.note(draft)
    take(draft)
    if (isFinal(draft)) {
      await recorder.stop()
      await finishAnswer(answer, question.speaker.id, draft, deps)
    }
  }
}

/** What there is already of an answer that is written on at its end. */
const continuedOf = (path: readonly Turn[]): Earlier => {
  const last = path.at(-1)
  return last?.role === 'answer' ? earlierOf(last) : nothingEarlier
}

/** Records what a summary has cost, for the footer too. */
const noteOlder = async (
  older: OlderTurns | undefined,
  answer: Answer,
  speakerId: string,
  deps: Pick<Dependencies, 'store' | 'dollars' | 'clock' | 'giveUp' | 'onFault'>,
): Promise<Pick<Written, 'older'>> => {
  if (older === undefined) return {}
  const { type, model, usage } = older
  await spend(answer.id, speakerId, { model, usage }, deps)
  return { older: { type, dollars: deps.dollars(usage, model) } }
}
