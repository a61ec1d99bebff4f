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
} from '../reply/draft.ts'
import { estimated } from './estimated.ts'
import { failureBehind } from './failure-behind.ts'
import type { Job } from './job.ts'
import { createKeeping, type Keeping } from './keeping.ts'
import type { OlderTurns } from './prepared.ts'
import { earlierOf } from './recorded.ts'
import { settle, spend } from './settle.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Asks Claude and follows the answer to its end: every draft goes to `take`, the text is stored as it grows.
 * Resolves when the end is stored.
 */
export const writeAnswer = async (
  job: Pick<Job, 'question' | 'gathering' | 'continues'>,
  begun: (answer: Answer, keeping: Keeping) => Promise<void>,
  take: (draft: Draft) => void,
  signal: AbortSignal,
  around: Omit<Surroundings, 'notifyAfter' | 'limits' | 'replied'>,
): Promise<void> => {
  const { memory, clock, onFault } = around
  const question = (await job.gathering?.close()) ?? job.question
  const path = await memory.path(job.continues ?? question.id)
  const earlier = continuedOf(path)
  const { request, older } = await around.request(path, question, signal, {
    summarising: () => take(summarising(clock.elapsed(), earlier)),
    left: (spent) => spend(question.id, question.speaker.id, spent, around),
  })
  const answer =
    job.continues === undefined
      ? await memory.beginAnswer(question.id, request.model)
      : await memory.reopenAnswer(job.continues)
  const noted = await noteOlder(older, answer, question.speaker.id, around)
  const keeping = createKeeping(answer.id, earlier.text.length, around)
  const first = asked(request.model, clock.elapsed(), { ...earlier, ...noted })
  await begun(answer, keeping).catch((error: unknown) => {
    // Nothing was asked: it must not seem to be written still. Not waited for: what is said now cannot wait for a disk.
    const failed = fail(first, failureBehind(error), clock.elapsed())
    settle(answer.id, question.speaker.id, failed, around).catch(onFault)
    throw error
  })
  const events = around.claude.reply(request, signal)
  for await (const next of drafts(first, events, signal, clock.elapsed, onFault)) {
    const draft = estimated(next, earlier.text)
    keeping.note(draft)
    take(draft)
    if (isFinal(draft)) {
      await keeping.stop()
      await settle(answer.id, question.speaker.id, draft, around)
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
  around: Pick<Surroundings, 'memory' | 'dollars' | 'clock' | 'giveUp' | 'onFault'>,
): Promise<Pick<Written, 'older'>> => {
  if (older === undefined) return {}
  const { type, model, usage } = older
  await spend(answer.id, speakerId, { model, usage }, around)
  return { older: { type, dollars: around.dollars(usage, model) } }
}
