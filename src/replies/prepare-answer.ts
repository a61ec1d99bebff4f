import type { Spender } from '../allowances/allowances.ts'
import type { Reserving } from '../conversation/allowance.ts'
import type { ClaudeRequest } from '../conversation/claude.ts'
import { Failed } from '../conversation/failure.ts'
import type { History } from '../conversation/settled-turns.ts'
import type { Answer, Cheaper, Question } from '../conversation/turn.ts'
import {
  asked,
  type Draft,
  noPreviousRun,
  type PreviousRun,
  summarising,
  type Written,
} from '../display/draft.ts'
import type { CheaperLane } from './cheaper-lane.ts'
import type { Dependencies } from './dependencies.ts'
import { earlierOf } from './draft-of-answer.ts'
import { spend } from './finish-answer.ts'
import type { OlderTurns } from './prepared.ts'

/** A question with the turns that lead to it. */
export type QuestionPath = {
  readonly question: Question
  readonly history: History
  /** Who pays for it, and where. */
  readonly spender: Spender
  /** The answer to continue; absent for a new one. */
  readonly continues?: string | undefined
}

/** A stored answer whose request is ready to be sent. */
export type PreparedAnswer = {
  readonly answer: Answer
  readonly request: ClaudeRequest
  readonly draft: Draft
  /** The text that earlier requests wrote. */
  readonly from: string
}

type Needs = Pick<
  Dependencies,
  'claude' | 'store' | 'clock' | 'dollars' | 'allowances' | 'cheaperLane' | 'request' | 'giveUp' | 'onFault'
>

/** A model in place of the usual one, and why. */
type Instead = { readonly model: string; readonly why: Cheaper }

/**
 * Builds the request, reserves what it can cost and creates the answer in the store. A cheaper model answers, if there is one,
 * once enough of an allowance is used, or where the usual one does not fit into what is left. If it throws, Claude was not asked,
 * except for a summary.
 */
export const prepareAnswer = async (
  path: QuestionPath,
  signal: AbortSignal,
  onSummarising: (draft: Draft) => void,
  deps: Needs,
): Promise<PreparedAnswer> => {
  const prepare = (instead?: Instead) => prepareBy(instead, path, signal, onSummarising, deps)
  const lane = await deps.cheaperLane(path.spender)
  const first = lane?.due && { model: lane.model, why: lane.due }
  try {
    return await prepare(first)
  } catch (error) {
    const second = first ? afterCheaper(error) : afterUsual(error, lane)
    if (second === 'none') throw error
    return prepare(second)
  }
}

/** The usual model again, where the question does not fit into the window of the cheaper one. */
const afterCheaper = (error: unknown): undefined | 'none' =>
  error instanceof Failed && error.failure.kind === 'too-large' ? undefined : 'none'

/** The cheaper model, where an allowance has no room for the usual one. */
const afterUsual = (error: unknown, lane: CheaperLane | undefined): Instead | 'none' => {
  const over = error instanceof Failed ? error.failure.over : undefined
  return lane === undefined || over === undefined
    ? 'none'
    : { model: lane.model, why: { length: over.length } }
}

const prepareBy = async (
  instead: Instead | undefined,
  { question, history, spender, continues }: QuestionPath,
  signal: AbortSignal,
  onSummarising: (draft: Draft) => void,
  deps: Needs,
): Promise<PreparedAnswer> => {
  const { store, clock, allowances } = deps
  const earlier = continuedOf(history)
  const summary = `summary:${question.id}`
  const preparing = {
    summarising: () => onSummarising(summarising(clock.elapsed(), earlier)),
    hold: async (request: ClaudeRequest, inputTokens: number) => {
      const reserve = (reserving: Reserving) => store.reserve(summary, reserving)
      return (await allowances.hold(spender, { ...request, inputTokens }, signal, reserve)).maxTokens
    },
    used: (spent: Pick<OlderTurns, 'model' | 'usage'>) => spend(question.id, spender, spent, summary, deps),
  }
  const prepared = await deps.request(history, question, signal, preparing, instead?.model)
  const { request, inputTokens, older } = prepared
  const hold = (tokens: number) =>
    allowances.hold(spender, { ...request, inputTokens: tokens }, signal, (reserving) =>
      store.beginReserved(
        continues === undefined ? { questionId: question.id, model: request.model } : { answerId: continues },
        reserving,
      ),
    )
  const { answer, maxTokens } = await hold(inputTokens).catch(async (error: unknown) => {
    if (!isClose(error)) throw error
    return hold(await countedTokens(request, inputTokens, signal, deps))
  })
  const draft = asked(request.model, clock.elapsed(), { ...earlier, ...noted(older, deps) }, instead?.why)
  return { answer, request: { ...request, maxTokens }, draft, from: earlier.text }
}

/** Whether a request would fit into an allowance if its input is much smaller than estimated. */
const isClose = (error: unknown): boolean => error instanceof Failed && (error.failure.over?.isClose ?? false)

/** Claude counts rather exactly; the rest is for what it leaves open. */
const marginOfCount = 1.02

/** The tokens of a request's input as Claude counts them; as they were estimated where it does not answer. */
const countedTokens = async (
  request: ClaudeRequest,
  estimate: number,
  signal: AbortSignal,
  { claude }: Needs,
): Promise<number> => {
  try {
    return Math.ceil((await claude.countTokens(request, signal)) * marginOfCount)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof Failed)) throw error
    return estimate
  }
}

/** What a continued answer already has. */
const continuedOf = ({ turns }: History): PreviousRun => {
  const last = turns.at(-1)
  return last?.role === 'answer' ? earlierOf(last) : noPreviousRun
}

/** What the footer says of a summary. */
const noted = (older: OlderTurns | undefined, { dollars }: Needs): Pick<Written, 'older'> =>
  older === undefined ? {} : { older: { type: older.type, dollars: dollars(older.usage, older.model) } }
