import type Anthropic from '@anthropic-ai/sdk'
import type { Effort, Model } from '../conversation/claude.ts'

const efforts = ['low', 'medium', 'high', 'xhigh', 'max'] as const satisfies readonly Effort[]

/** Our words for a model of the models endpoint. Limits that it leaves open count as those of the smallest model. */
export const modelOf = (model: Anthropic.ModelInfo): Model => ({
  id: model.id,
  name: model.display_name,
  contextTokens: model.max_input_tokens ?? 200_000,
  outputTokens: model.max_tokens ?? 32_000,
  efforts: efforts.filter((effort) => model.capabilities?.effort[effort]?.supported ?? false),
})
