import type { Config } from '../config.ts'
import type { Effort, KnownModels, Model } from '../conversation/claude.ts'
import type { RequestOptions } from '../conversation/claude-request.ts'
import type { Settings } from '../conversation/conversation.ts'
import { systemPrompt } from '../conversation/system-prompt.ts'

/** How a conversation's questions are asked, and how many tokens its model reads at once. */
export type EffectiveSettings = { readonly options: RequestOptions; readonly contextTokens: number }

/** Of a model that the models endpoint does not tell of. */
const smallestWindow = 200_000

/** An effort that the model does not know would be refused; then it thinks as it does by itself. */
const effortFor = (model: Model | undefined, effort: Effort | undefined): Effort | undefined =>
  model === undefined || (effort && model.efforts.includes(effort)) ? effort : undefined

/** What a conversation has chosen, and the operator's defaults where it has not, within what the model can do. */
export const createEffectiveSettings =
  (config: Config['claude'], models: KnownModels) =>
  async (settings: Settings): Promise<EffectiveSettings> => {
    const id = settings.model ?? config.model
    const model = (await models()).find((known) => known.id === id)
    const effort = effortFor(model, settings.effort ?? config.effort)
    const system = systemPrompt({
      ...(config.systemPrompt && { operator: config.systemPrompt }),
      ...(settings.persona && { persona: settings.persona }),
    })
    const options: RequestOptions = {
      model: id,
      maxTokens: Math.min(config.maxTokens, model?.outputTokens ?? config.maxTokens),
      system,
      webSearch: settings.webSearch ?? false,
      showThinking: settings.showThinking ?? false,
      ...(effort && { effort }),
    }
    return { options, contextTokens: model?.contextTokens ?? smallestWindow }
  }
