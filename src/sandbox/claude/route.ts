import type { IncomingMessage, ServerResponse } from 'node:http'
import { badRequest, keyRefused, notFound, tooLarge, unknownModel } from './errors.ts'
import { getModel, getModels } from './get-models.ts'
import { countRequest } from './messages-request.ts'
import { type Outcome, refused } from './outcome.ts'
import { parseRequest } from './parse-request.ts'
import { postMessages } from './post-messages.ts'
import { readBody } from './read-body.ts'
import { refusalOf } from './refusals.ts'
import { promptTokensOf, segmentsOf } from './request-tokens.ts'
import { sendError, sendJson, sendRaw } from './send.ts'
import { showTrace } from './show-trace.ts'
import type { World } from './world.ts'

/** The version of the API that today's SDK speaks. */
const version = '2026-10-21'

const keyOf = ({ headers }: IncomingMessage): string => {
  const own = headers['x-api-key']
  return typeof own === 'string' ? own : (headers.authorization?.replace(/^Bearer /, '') ?? '')
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether any string in a body holds half of a surrogate pair, which the API's JSON parser refuses. */
const hasLoneSurrogate = (value: unknown): boolean => {
  if (typeof value === 'string') return !value.isWellFormed()
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(hasLoneSurrogate)
}

const countTokens = (world: World, body: unknown): Outcome => {
  const parsed = parseRequest(body, countRequest)
  if (parsed.type === 'refused') return refused(parsed.error)
  const { request } = parsed
  const model = world.models.find(({ info }) => info.id === request.model)
  if (model === undefined) return refused(unknownModel(request.model))
  const refusal = refusalOf(request, model)
  return refusal === undefined
    ? { type: 'json', body: { input_tokens: promptTokensOf(segmentsOf(request)) } }
    : refused(refusal)
}

const oneModel = (world: World, route: string): Outcome => {
  const id = /^GET \/v1\/models\/([^/]+)$/.exec(route)?.[1]
  if (id === undefined) return refused(notFound(`Not found: ${route}`))
  const model = getModel(world.models, decodeURIComponent(id))
  return model === undefined ? refused(unknownModel(id)) : { type: 'json', body: model }
}

const dispatch = (world: World, route: string, query: URLSearchParams, body: unknown): Outcome => {
  switch (route) {
    case 'POST /v1/messages':
      return postMessages(world, body)
    case 'POST /v1/messages/count_tokens':
      return countTokens(world, body)
    case 'GET /v1/models':
      return world.modelsFault() ?? { type: 'json', body: getModels(world.models, query) }
    default:
      return oneModel(world, route)
  }
}

const show = (world: World, id: string, response: ServerResponse, outcome: Outcome): void => {
  switch (outcome.type) {
    case 'json':
      sendJson(response, 200, outcome.body)
      break
    case 'refused':
      sendError(response, id, outcome.error, outcome.headers)
      break
    case 'trace':
      showTrace(world, id, response, outcome)
      break
    case 'raw':
      sendRaw(response, outcome)
      break
    case 'hang-up':
      response.destroy()
      break
    case 'no-answer':
      break
  }
}

/** Answers one request. */
export const answerRequest = async (
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const id = world.newId('req')
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://sandbox')
  const { method = 'GET' } = request
  response.setHeader('request-id', id)
  response.setHeader('anthropic-workspace-id', 'wrkspc_sandbox')
  const read = await readBody(request)
  const body = read === 'too-large' ? undefined : parseJson(read)
  world.log.add(id, method, pathname, body)
  response.once('close', () => {
    if (response.headersSent) world.log.status(id, response.statusCode)
    world.log.end(id, response.writableFinished ? 'done' : 'left')
  })
  const asked = request.headers['anthropic-version']
  const outcome = !world.accepts(keyOf(request))
    ? refused(keyRefused())
    : asked !== version
      ? refused(badRequest(`anthropic-version: "${asked ?? ''}" is not a valid version`))
      : read === 'too-large'
        ? refused(tooLarge())
        : hasLoneSurrogate(body)
          ? refused(badRequest('The request body is not valid JSON: no low surrogate in string'))
          : dispatch(world, `${method} ${pathname}`, searchParams, body)
  show(world, id, response, outcome)
}
