import { existsSync, readFileSync } from 'node:fs'
import { isJsonObject, type Json, type JsonObject } from '../../../src/sandbox/discord/json.ts'

/** Where Discord's official API document is looked for. */
export const documentPath = (): string =>
  process.env['DISCORD_OPENAPI'] ??
  new URL('../../../../shared/discord/openapi.json', import.meta.url).pathname

const isJson = (value: unknown): value is Json =>
  value === null || ['boolean', 'number', 'string', 'object'].includes(typeof value)

/** The document as it was published, or undefined where it is not at hand. */
export const readDocument = (path = documentPath()): JsonObject | undefined => {
  if (!existsSync(path)) return undefined
  const document: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (!isJson(document) || !isJsonObject(document)) throw new Error(`"${path}" is not an OpenAPI document`)
  return document
}

/** What stands at a path of keys, or undefined. */
export const at = (value: Json | undefined, ...keys: readonly string[]): Json | undefined =>
  keys.reduce<Json | undefined>((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), value)

/** The schema that a `$ref` points to, as often as needed; any other schema as it is. */
export const resolve = (document: JsonObject, schema: Json | undefined): Json | undefined => {
  const reference = at(schema, '$ref')
  if (typeof reference !== 'string') return schema
  return resolve(document, at(document, ...reference.replace('#/', '').split('/')))
}

const tagsOf = (document: JsonObject, member: Json): readonly Json[] | undefined => {
  const tags = at(resolve(document, member), 'properties', 'type', 'enum')
  return Array.isArray(tags) && tags.every((tag) => typeof tag === 'number') ? tags : undefined
}

const isNull = (schema: Json): boolean => at(schema, 'type') === 'null'

/**
 * A union whose members differ by an integer `type`, written as a choice: so that an error names the wrong
 * field of the one member that was meant, instead of every member.
 */
const asChoice = (document: JsonObject, union: readonly Json[]): JsonObject | undefined => {
  const members = union.filter((member) => !isNull(member))
  const tagged = members.map((member) => ({ member, tags: tagsOf(document, member) }))
  const all = tagged.flatMap(({ tags }) => tags ?? [])
  if (members.length < 2 || tagged.some(({ tags }) => !tags) || new Set(all).size < all.length)
    return undefined
  const choice: JsonObject = {
    type: 'object',
    required: ['type'],
    properties: { type: { enum: all } },
    allOf: tagged.map(({ member, tags }) => ({
      if: { required: ['type'], properties: { type: { enum: tags } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: member,
    })),
  }
  return members.length === union.length ? choice : { if: { type: 'null' }, else: choice }
}

const rewriteUnions = (document: JsonObject, value: Json): Json => {
  if (Array.isArray(value)) return value.map((item: Json) => rewriteUnions(document, item))
  if (!isJsonObject(value)) return value
  const union = value['oneOf']
  const choice = Array.isArray(union) ? asChoice(document, union) : undefined
  const { oneOf, ...rest } = value
  const kept = choice === undefined ? value : { ...rest, ...choice }
  return Object.fromEntries(
    Object.entries(kept).map(([key, inner]) => [
      key,
      key === 'then' ? inner : rewriteUnions(document, inner ?? null),
    ]),
  )
}

const withSchema = (
  document: JsonObject,
  name: string,
  change: (schema: JsonObject) => JsonObject,
): JsonObject => {
  const components = at(document, 'components')
  const schemas = at(components, 'schemas')
  const schema = at(schemas, name)
  if (!isJsonObject(components) || !isJsonObject(schemas) || !isJsonObject(schema))
    throw new Error(`The document has no schema "${name}"`)
  return { ...document, components: { ...components, schemas: { ...schemas, [name]: change(schema) } } }
}

const withContentLimit = (schema: JsonObject): JsonObject => {
  const properties = at(schema, 'properties')
  const content = at(properties, 'content')
  if (!isJsonObject(properties) || !isJsonObject(content)) throw new Error('A message schema has no content')
  return { ...schema, properties: { ...properties, content: { ...content, maxLength: 2000 } } }
}

/** The document wants an integer, the docs and discord.js a word, which holds every permission; Discord takes both. */
const withWordedPermissions = (schema: JsonObject): JsonObject => {
  const properties = at(schema, 'properties')
  if (!isJsonObject(properties)) throw new Error('A schema of a command has no properties')
  const permissions = { type: ['integer', 'string', 'null'], pattern: '^\\d+$', minimum: 0 }
  return { ...schema, properties: { ...properties, default_member_permissions: permissions } }
}

/** A 429's body: the document requires a `code` that the docs call optional, and the docs are right. */
const rateLimited: JsonObject = {
  type: 'object',
  required: ['message', 'retry_after', 'global'],
  properties: {
    message: { type: 'string' },
    retry_after: { type: 'number' },
    global: { type: 'boolean' },
    code: { type: 'integer' },
  },
}

/** What is wrong with one field: the document has an integer `code`, the docs and Discord's answers a word. */
const fieldErrors: JsonObject = {
  type: 'object',
  required: ['_errors'],
  properties: {
    _errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'message'],
        properties: { code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

const commandSchemas = [
  'ApplicationCommandUpdateRequest',
  'ApplicationCommandCreateRequest',
  'ApplicationCommandPatchRequestPartial',
]

/** The document with the docs' own corrections: limits for bots, permissions as words, 429s without a code, readable unions. */
export const correctDocument = (published: JsonObject): JsonObject => {
  const limited = ['MessageCreateRequest', 'MessageEditRequestPartial'].reduce(
    (document, name) => withSchema(document, name, withContentLimit),
    published,
  )
  const permitted = commandSchemas.reduce(
    (document, name) => withSchema(document, name, withWordedPermissions),
    limited,
  )
  const worded = withSchema(permitted, 'InnerErrors', () => fieldErrors)
  const corrected = withSchema(worded, 'RatelimitedResponse', () => rateLimited)
  const rewritten = rewriteUnions(corrected, corrected)
  if (!isJsonObject(rewritten)) throw new Error('The document is not an object')
  return rewritten
}
