import { z } from 'zod'
import type { Effort, Model } from '../conversation/claude.ts'

const efforts = ['low', 'medium', 'high', 'xhigh', 'max'] as const satisfies readonly Effort[]

const limit = z.int().positive().nullish().catch(undefined)

/** A model of the models endpoint, as far as it is used. Gateways leave most of it out. */
const modelInfo = z.object({
  id: z.string().min(1),
  display_name: z.string().min(1).optional().catch(undefined),
  max_input_tokens: limit,
  max_tokens: limit,
  capabilities: z
    .object({ effort: z.record(z.string(), z.unknown()) })
    .nullish()
    .catch(undefined),
})

const supported = z.object({ supported: z.literal(true) })

/** The model that an entry of the list describes, or undefined when it names none. Limits that are left out count as the smallest. */
export const modelOf = (entry: unknown): Model | undefined => {
  const { data } = modelInfo.safeParse(entry)
  if (data === undefined) return undefined
  return {
    id: data.id,
    name: data.display_name ?? data.id,
    contextTokens: data.max_input_tokens ?? 200_000,
    outputTokens: data.max_tokens ?? 32_000,
    efforts: efforts.filter((effort) => supported.safeParse(data.capabilities?.effort[effort]).success),
  }
}
