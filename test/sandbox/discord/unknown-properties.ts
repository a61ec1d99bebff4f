import { isJsonObject, type Json, type JsonObject } from '../../../src/sandbox/discord/json.ts'
import { at, resolve } from './openapi-document.ts'

const branches = (document: JsonObject, schema: Json | undefined): JsonObject[] => {
  const resolved = resolve(document, schema)
  if (!isJsonObject(resolved)) return []
  const inner = ['allOf', 'oneOf', 'anyOf'].flatMap((key) => {
    const list = resolved[key]
    return Array.isArray(list) ? list : []
  })
  const choices = [resolved['then'], resolved['else']].filter((it) => it !== undefined)
  return [resolved, ...[...inner, ...choices].flatMap((it) => branches(document, it))]
}

/** The branches that a value of this `type` can be meant by. */
const meant = (all: readonly JsonObject[], value: JsonObject): JsonObject[] =>
  all.filter((schema) => {
    const tags = at(schema, 'properties', 'type', 'enum')
    return !Array.isArray(tags) || value['type'] === undefined || tags.includes(value['type'])
  })

/** Paths of properties that the schema does not know, where it says what it knows. */
export const unknownProperties = (
  document: JsonObject,
  schemas: readonly (Json | undefined)[],
  value: Json | undefined,
  path = '',
): string[] => {
  const all = schemas.flatMap((schema) => branches(document, schema))
  if (Array.isArray(value)) {
    const items = all.map((schema) => schema['items']).filter((it) => it !== undefined)
    return value.flatMap((item: Json, index) => unknownProperties(document, items, item, `${path}/${index}`))
  }
  if (!isJsonObject(value)) return []
  const candidates = meant(all, value)
  const open = candidates.every((schema) => !isJsonObject(schema['properties']))
  if (open || candidates.some((schema) => isJsonObject(schema['additionalProperties']))) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const known = candidates.map((schema) => at(schema, 'properties', key)).filter((it) => it !== undefined)
    if (known.length === 0) return inner === undefined ? [] : [`${path}/${key}`]
    return unknownProperties(document, known, inner, `${path}/${key}`)
  })
}
