import type Anthropic from '@anthropic-ai/sdk'
import type { Middleware } from '@anthropic-ai/sdk'
import type { Model } from '../conversation/claude.ts'
import { Failed } from '../conversation/failure.ts'
import { failedOf } from './failures.ts'
import { modelOf } from './models.ts'

/** No list is longer; it guards against a gateway that always has another page. */
const mostModels = 1_000

type Options = { readonly signal: AbortSignal; readonly middleware: Middleware[] }

/** The models that the key may use, newest first. Throws `Failed`, or the signal's reason. */
export const listModels = async (client: Anthropic, options: Options): Promise<readonly Model[]> => {
  try {
    const models: Model[] = []
    for await (const entry of client.models.list({ lifecycle: ['active'], limit: 100 }, options)) {
      const model = modelOf(entry)
      if (model) models.push(model)
      if (models.length >= mostModels) break
    }
    // The SDK takes whatever answers for an empty list, and trips over `null`.
    if (models.length === 0) throw new TypeError('No list')
    return models
  } catch (error) {
    if (error instanceof TypeError && !options.signal.aborted)
      throw new Failed({ kind: 'misconfigured', detail: 'what answered is not a list of models' })
    throw failedOf(error, options.signal)
  }
}
