import type { Config } from '../config.ts'
import { toRequest } from '../conversation/request.ts'
import { systemPrompt } from '../conversation/system-prompt.ts'
import type { Surroundings } from './surroundings.ts'

/** What is sent to Claude for a question: the operator's defaults, and what its conversation has chosen. */
export const createRequests =
  ({ model, effort, maxTokens, systemPrompt: operator }: Config['claude']): Surroundings['request'] =>
  async (path) =>
    toRequest(path, {
      model,
      maxTokens,
      system: systemPrompt(operator ? { operator } : {}),
      webSearch: false,
      showThinking: false,
      ...(effort && { effort }),
    })
