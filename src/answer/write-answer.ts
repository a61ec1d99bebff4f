import type { Answer } from '../conversation/turn.ts'
import {
  asked,
  type Draft,
  drafts,
  type FinalDraft,
  isFinal,
  type Written,
  writtenOf,
} from '../reply/draft.ts'
import { addUsage, promptTokens } from '../reply/usage.ts'
import { createCheckpoints } from './checkpoints.ts'
import type { Job } from './job.ts'
import { persist } from './persist.ts'
import type { OlderTurns } from './prepared.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Asks Claude and follows the answer to its end: every draft goes to `take`, the text is stored as it grows.
 * Resolves when the end is stored.
 */
export const writeAnswer = async (
  job: Pick<Job, 'question' | 'gathering' | 'continues'>,
  begun: (answer: Answer) => Promise<void>,
  take: (draft: Draft) => void,
  signal: AbortSignal,
  around: Omit<Surroundings, 'notifyAfter' | 'limits' | 'replied'>,
): Promise<void> => {
  const { memory, clock, onFault } = around
  const { continues } = job
  const question = (await job.gathering?.close()) ?? job.question
  const path = await memory.path(continues ?? question.id)
  const { request, older } = await around.request(path, question, signal)
  const answer =
    continues === undefined
      ? await memory.beginAnswer(question.id, request.model)
      : await memory.reopenAnswer(continues)
  const noted = await noteOlder(older, answer, question.speaker.id, around)
  await begun(answer)
  const checkpoints = createCheckpoints(clock, (text) => memory.checkpoint(answer.id, text), onFault)
  const events = around.claude.reply(request, signal)
  const first = asked(request.model, clock.elapsed(), { ...answer, ...noted })
  for await (const draft of drafts(first, events, signal, clock.elapsed, onFault)) {
    take(draft)
    if (!isFinal(draft)) checkpoints.note(writtenOf(draft)?.text ?? '')
    else {
      await checkpoints.stop()
      await settle(answer, question.speaker.id, draft, around)
    }
  }
}

/** Records what a summary has cost, for the footer too. */
const noteOlder = async (
  older: OlderTurns | undefined,
  answer: Answer,
  speakerId: string,
  { memory, dollars }: Pick<Surroundings, 'memory' | 'dollars'>,
): Promise<Pick<Written, 'older'>> => {
  if (older === undefined) return {}
  const { type, model, usage } = older
  const spent = dollars(usage, model)
  if (promptTokens(usage) > 0)
    await memory.addSpending({ answerId: answer.id, speakerId, model, usage, dollars: spent })
  return { older: { type, dollars: spent } }
}

const settle = async (
  answer: Answer,
  speakerId: string,
  final: FinalDraft,
  around: Pick<Surroundings, 'memory' | 'dollars' | 'clock' | 'giveUp' | 'onFault'>,
): Promise<void> => {
  const { memory, dollars } = around
  const { text, sources, model, usage, earlier, askedAt, firstTextAt } = final.written
  const end = final.type === 'ended' ? { stopReason: final.stopReason } : { failure: final.failure }
  const timing = {
    total: final.endedAt - askedAt,
    ...(firstTextAt !== undefined && { firstText: firstTextAt - askedAt }),
  }
  const settled = { text, sources, model, usage: addUsage(earlier, usage), timing, ...end }
  await persist(() => memory.settle(answer.id, settled), around)
  if (promptTokens(usage) === 0) return
  const spent = dollars(usage, model)
  const spending = { answerId: answer.id, speakerId, model, usage, dollars: spent }
  await persist(() => memory.addSpending(spending), around)
}
