import { Ajv2020 } from 'ajv/dist/2020.js'
import { isJsonObject, type Json, type JsonObject } from '../../../src/sandbox/discord/json.ts'
import type { Exchange } from '../../../src/sandbox/discord/wire-log.ts'
import { at, correctDocument, readDocument, resolve } from './openapi-document.ts'
import { unknownProperties } from './unknown-properties.ts'

/** One way in which an exchange differs from Discord's API document. */
export type Deviation = {
  /** A warning is what Discord tolerates, such as a property that the document does not know. */
  readonly severity: 'error' | 'warning'
  readonly side: 'request' | 'response'
  readonly exchange: number
  readonly route: string
  readonly detail: string
}

/** Checks exchanges against the document. */
export type Contract = { readonly check: (exchange: Exchange) => readonly Deviation[] }

type Finding = Omit<Deviation, 'exchange' | 'route'>

type Operation = { readonly pointer: string; readonly definition: JsonObject }

const shapeOf = (path: string): string => path.replaceAll(/\{[^}]+\}|:[a-z_]+/g, '{}')

const escapeKey = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

const findOperation = (document: JsonObject, route: string): Operation | undefined => {
  const [method = '', template = ''] = route.split(' ')
  const verb = method.toLowerCase()
  const paths = at(document, 'paths')
  if (!isJsonObject(paths)) return undefined
  const named = template.replaceAll(/:([a-z_]+)/g, '{$1}')
  const path = named in paths ? named : Object.keys(paths).find((it) => shapeOf(it) === shapeOf(template))
  const definition = path === undefined ? undefined : at(paths, path, verb)
  return path === undefined || !isJsonObject(definition)
    ? undefined
    : { pointer: `#/paths/${escapeKey(path)}/${verb}`, definition }
}

const createValidator = (document: JsonObject) => {
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    allErrors: true,
    validateFormats: false,
    logger: false,
  })
  ajv.addSchema(document, 'discord')
  return (pointer: string, value: Json): string[] => {
    const validate = ajv.getSchema(`discord${encodeURI(pointer)}`)
    if (validate === undefined) throw new Error(`The document has nothing at "${pointer}"`)
    if (validate(value) === true) return []
    const words = (validate.errors ?? [])
      .filter(({ keyword }) => keyword !== 'if')
      .map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`)
    return [...new Set(words)]
  }
}

type Validate = ReturnType<typeof createValidator>

const checkRequest = (
  document: JsonObject,
  validate: Validate,
  operation: Operation,
  exchange: Exchange,
): Finding[] => {
  const content = at(operation.definition, 'requestBody', 'content')
  const schema = at(content, 'application/json', 'schema')
  const body = exchange.requestBody
  const say = (severity: Finding['severity'], detail: string): Finding => ({
    severity,
    side: 'request',
    detail,
  })
  if (body === undefined) {
    const required = at(operation.definition, 'requestBody', 'required') === true
    return required && exchange.requestFiles.length === 0 ? [say('error', 'a body is required')] : []
  }
  if (schema === undefined) return [say('warning', 'the document knows no body here')]
  const pointer = `${operation.pointer}/requestBody/content/application~1json/schema`
  return [
    ...validate(pointer, body).map((detail) => say('error', detail)),
    ...unknownProperties(document, [schema], body).map((path) => say('warning', `unknown property ${path}`)),
  ]
}

const checkQuery = (document: JsonObject, operation: Operation, exchange: Exchange): Finding[] => {
  const listed = at(operation.definition, 'parameters')
  const known = (Array.isArray(listed) ? listed : []).map((it) => at(resolve(document, it), 'name'))
  return [...new URLSearchParams(exchange.query).keys()]
    .filter((name) => !known.includes(name))
    .map((name) => ({ severity: 'warning', side: 'request', detail: `unknown query parameter ${name}` }))
}

const checkResponse = (
  document: JsonObject,
  validate: Validate,
  operation: Operation,
  exchange: Exchange,
): Finding[] => {
  const { status, responseBody: body } = exchange
  const say = (detail: string): Finding => ({
    severity: 'error',
    side: 'response',
    detail: `${status}: ${detail}`,
  })
  // The document does not describe what a server in trouble says, nor what never came.
  if (status === 0 || status >= 500) return []
  const responses = at(operation.definition, 'responses')
  const key = at(responses, String(status)) === undefined ? `${Math.floor(status / 100)}XX` : String(status)
  const response = resolve(document, at(responses, key))
  if (response === undefined) return [say('the document has no such status here')]
  if (at(response, 'content', 'application/json', 'schema') === undefined)
    return body === undefined ? [] : [say('there must be no body')]
  if (body === undefined) return [say('a body is missing')]
  const reference = at(responses, key, '$ref')
  const start = typeof reference === 'string' ? reference : `${operation.pointer}/responses/${key}`
  return validate(`${start}/content/application~1json/schema`, JSON.parse(JSON.stringify(body))).map(say)
}

/** The contract of Discord's official API document, or undefined where the document is not at hand. */
export const loadContract = (): Contract | undefined => {
  const published = readDocument()
  if (published === undefined) return undefined
  const document = correctDocument(published)
  const validate = createValidator(document)
  const operations = new Map<string, Operation | undefined>()
  const operationOf = (route: string): Operation | undefined => {
    if (!operations.has(route)) operations.set(route, findOperation(document, route))
    return operations.get(route)
  }
  const findings = (route: string, exchange: Exchange): Finding[] => {
    const operation = operationOf(route)
    if (operation === undefined)
      return [{ severity: 'error', side: 'request', detail: 'the document has no such route' }]
    const refused = exchange.status === 400
    const request = refused ? [] : checkRequest(document, validate, operation, exchange)
    const query = checkQuery(document, operation, exchange)
    return [...request, ...query, ...checkResponse(document, validate, operation, exchange)]
  }
  return {
    check: (exchange) => {
      const route = exchange.route ?? `${exchange.method} ${exchange.path}`
      return findings(route, exchange).map((finding) => ({ ...finding, exchange: exchange.number, route }))
    },
  }
}
