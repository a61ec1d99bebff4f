import type { Config } from '../config.ts'
import type { Effort, KnownModels, Model } from '../conversation/claude.ts'
import type { RequestOptions } from '../conversation/claude-request.ts'
import { systemPrompt } from '../conversation/system-prompt.ts'
import { settings as all } from '../settings/settings.ts'
import type { PlaceSettings } from '../settings/walk.ts'

/** The request options for a conversation, and its model's window in tokens. */
export type EffectiveSettings = { readonly options: RequestOptions; readonly contextTokens: number }

/** Of a model that the models endpoint does not tell of. */
const smallestWindow = 200_000

/** An effort that the model does not know would be refused; then it thinks as it does by itself. */
const effortFor = (model: Model | undefined, effort: Effort | undefined): Effort | undefined =>
  model === undefined || (effort && model.efforts.includes(effort)) ? effort : undefined

/** What holds in a place, within what the model can do; `instead` is a model that answers in place of the one that is set. */
export const createEffectiveSettings =
  (config: Pick<Config['claude'], 'maxTokens' | 'systemPrompt'>, models: KnownModels) =>
  async ({ get }: PlaceSettings, instead?: string): Promise<EffectiveSettings> => {
    const id = instead ?? get(all.model).value
    const model = (await models()).find((known) => known.id === id)
    const chosen = get(all.effort).value
    const effort = effortFor(model, chosen === 'own' ? undefined : chosen)
    const persona = get(all.persona).value
    const system = systemPrompt({
      ...(config.systemPrompt && { operator: config.systemPrompt }),
      ...(persona && { persona }),
    })
    const options: RequestOptions = {
      model: id,
      maxTokens: Math.min(config.maxTokens, model?.outputTokens ?? config.maxTokens),
      system,
      webSearch: get(all.search).value,
      showThinking: get(all.thinking).value,
      ...(effort && { effort }),
    }
    return { options, contextTokens: model?.contextTokens ?? smallestWindow }
  }
