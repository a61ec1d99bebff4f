import { connectClaude } from '../claude/connect-claude.ts'
import { priceOf } from '../claude/dollars.ts'
import type { Prices } from '../claude/prices.ts'
import type { Clock } from '../clock.ts'
import { closest } from '../closest.ts'
import type { Model } from '../conversation/claude.ts'
import { Failed, type Failure } from '../conversation/failure.ts'
import { type Finding, note, ok, wrong } from './finding.ts'

/** What is known of Claude. */
export type ClaudeSettings = {
  readonly apiKey: string
  readonly baseURL: string | undefined
  /** Absent where CLAUDE_MODEL cannot be read. */
  readonly model: string | undefined
  readonly prices: Prices
}

/** Asks Claude for the list of models, at no cost: it tells whether the key is good and the model is one of them. */
export const checkClaude = async (
  { apiKey, baseURL, model, prices }: ClaudeSettings,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly Finding[]> => {
  const claude = connectClaude({ apiKey, clock, ...(baseURL && { baseURL }) })
  try {
    const models = await claude.models(signal)
    const key = ok('Claude', `takes the key, which can use ${models.length} models.`)
    return model === undefined ? [key] : [key, modelFinding(model, models, prices)]
  } catch (error) {
    return [unreached(error instanceof Failed ? error.failure : { kind: 'unreachable' })]
  }
}

const modelFinding = (model: string, models: readonly Model[], prices: Prices): Finding => {
  const ids = models.map(({ id }) => id)
  if (!ids.includes(model)) {
    const meant = closest(model, ids)
    return wrong(
      'model',
      `This key cannot use "${model}".`,
      `Set CLAUDE_MODEL to ${meant ? `"${meant}"` : `one of ${ids.join(', ')}`}.`,
    )
  }
  return priceOf(prices, model)
    ? ok('model', `${model} can be used.`)
    : note('model', `${model} can be used, but its price is not known.`, 'Put its price into a PRICES_FILE.')
}

const unreached = ({ kind, detail = kind }: Failure): Finding => {
  switch (kind) {
    case 'key-refused':
      return wrong('Claude', `refuses ANTHROPIC_API_KEY (${detail}).`, 'Create a key in the Claude Console.')
    case 'misconfigured':
      return wrong('Claude', `does not answer there: ${detail}.`, 'Check ANTHROPIC_BASE_URL.')
    default:
      return wrong(
        'Claude',
        `cannot be asked (${detail}).`,
        'Check the network, ANTHROPIC_BASE_URL if you set it, and https://status.claude.com.',
      )
  }
}
