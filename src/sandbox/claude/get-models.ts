import type Anthropic from '@anthropic-ai/sdk'
import type { SandboxModel } from './models.ts'

/** `GET /v1/models`: newest first, a page at a time. */
export const getModels = (models: readonly SandboxModel[], query: URLSearchParams) => {
  const wanted = query.getAll('lifecycle[]').concat(query.getAll('lifecycle'))
  const listed = models
    .map(({ info }) => info)
    .filter(({ lifecycle }) => (wanted.length === 0 ? lifecycle !== 'retired' : wanted.includes(lifecycle)))
  const after = listed.findIndex(({ id }) => id === query.get('after_id')) + 1
  const limit = Number(query.get('limit') ?? 20)
  const data = listed.slice(after, after + limit)
  return {
    data,
    has_more: after + limit < listed.length,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  }
}

/** `GET /v1/models/{id}`. */
export const getModel = (models: readonly SandboxModel[], id: string): Anthropic.ModelInfo | undefined =>
  models.find(({ info }) => info.id === id)?.info
