import { expect, test } from 'vitest'
import { connectClaude } from '../../src/claude/connect-claude.ts'
import { systemClock } from '../../src/clock.ts'
import type { FailureKind } from '../../src/conversation/failure.ts'
import type { Answer, RawResponse } from '../../src/sandbox/claude/answer.ts'
import { asking, connect, hear } from './wire.ts'

const never = new AbortController().signal

const raw = (status: number, type: string, body: string): RawResponse => ({
  ...{ type: 'raw', status, headers: { 'content-type': type }, body },
})
const json = (status: number, body: unknown): Answer => raw(status, 'application/json', JSON.stringify(body))
const html = (status: number, title: string): RawResponse =>
  raw(
    status,
    'text/html',
    `<!DOCTYPE html><html><head><title>${title}</title><style>a{}</style></head><body>Ray ID</body></html>`,
  )
const apiError = (type: string, message: string) => ({ type: 'error', error: { type, message } })
const apiErrorOf = (message: unknown) => ({
  type: 'error',
  error: { type: 'invalid_request_error', message },
})

test.each<readonly [string, Answer, FailureKind, string]>([
  [
    'a country that Claude is not offered in',
    json(403, apiError('forbidden', 'Request not allowed')),
    'misconfigured',
    'HTTP 403: Request not allowed',
  ],
  [
    'a firewall’s page',
    html(403, 'Attention Required! | Cloudflare'),
    'misconfigured',
    'HTTP 403: Attention Required! | Cloudflare',
  ],
  ['a sign-in page', html(200, 'Hotel Wi-Fi'), 'misconfigured', 'Hotel Wi-Fi'],
  [
    'a sign-in page that asks for a password',
    html(401, 'Corporate proxy'),
    'misconfigured',
    'Corporate proxy',
  ],
  [
    'an address that does not exist',
    json(404, { detail: 'Not Found' }),
    'misconfigured',
    'HTTP 404: Not Found',
  ],
  [
    'an address that the API does not know',
    json(404, apiError('not_found_error', 'Not found: POST /v1/v1/messages')),
    'misconfigured',
    'HTTP 404: Not found: POST /v1/v1/messages',
  ],
  ['an address without a body', raw(404, 'text/plain', ''), 'misconfigured', 'HTTP 404'],
  [
    'an address for something else',
    json(405, { message: 'Method Not Allowed' }),
    'misconfigured',
    'HTTP 405',
  ],
  [
    'a gateway’s unknown model',
    json(404, { error: { message: 'The model `x` does not exist', code: 'model_not_found' } }),
    'unknown-model',
    'The model `x` does not exist',
  ],
  [
    'a key that lacks a permission',
    json(403, apiError('permission_error', 'Your API key does not have permission')),
    'key-refused',
    'Your API key does not have permission',
  ],
  [
    'a gateway’s unknown model with 400',
    json(400, { error: { message: 'Invalid model name passed in model=x. Call `/v1/models`', code: '400' } }),
    'unknown-model',
    'Invalid model name',
  ],
  [
    'another cloud’s unknown model',
    json(400, { message: 'The provided model identifier is invalid.' }),
    'unknown-model',
    'model identifier is invalid',
  ],
  [
    'an id that is none of a model',
    json(400, apiError('invalid_request_error', 'model: claude-x is not a valid model ID')),
    'unknown-model',
    'claude-x',
  ],
  [
    'a model that was not granted',
    json(403, { message: 'You don’t have access to the model with the specified model ID.' }),
    'unknown-model',
    'access to the model',
  ],
  [
    'a region, as a missing permission',
    json(403, apiError('permission_error', 'Your region is not supported')),
    'misconfigured',
    'HTTP 403: Your region is not supported',
  ],
  ['errors in a list', json(400, { errors: [{ message: 'bad thing' }] }), 'bad-request', 'bad thing'],
  [
    'the stream of another API',
    {
      type: 'raw',
      body: 'data: {"object":"chat.completion.chunk","choices":[{"delta":{"content":"Hi"}}]}\n\ndata: [DONE]\n\n',
    },
    'misconfigured',
    'another API',
  ],
  ['a gateway’s refused key', json(401, { error: 'bad token' }), 'key-refused', 'bad token'],
  ['JSON instead of a stream', json(200, { choices: [] }), 'misconfigured', 'instead of a stream'],
  [
    'an error with status 200',
    json(200, apiError('authentication_error', 'invalid x-api-key')),
    'key-refused',
    'invalid x-api-key',
  ],
])('%s is said to be what it is', async (_, answer, kind, detail) => {
  await using wire = await connect({ answer: () => answer, patienceMs: 0 })
  const { failure } = await hear(wire.claude, asking('Hi'))
  expect(failure?.kind).toBe(kind)
  expect(failure?.detail).toContain(detail)
  expect(failure?.detail).not.toMatch(/[<>]/)
})

test.each([null, [1, 2], {}, apiErrorOf(null), apiErrorOf({ a: 1 })])(
  'of an error without words (%j) nothing is shown',
  async (body) => {
    await using wire = await connect({ answer: () => json(400, body) })
    const { failure } = await hear(wire.claude, asking('Hi'))
    expect(failure?.kind).toBe('bad-request')
    expect(failure?.detail).toBeUndefined()
  },
)

test('a proxy’s page that says a request is too large is about the request, so that later ones leave it out', async () => {
  await using wire = await connect({ answer: () => html(413, '413 Request Entity Too Large') })
  const { failure } = await hear(wire.claude, asking('Hi'))
  expect(failure?.kind).toBe('too-large')
})

test('a page from a busy proxy is a busy Claude, without its tags', async () => {
  await using wire = await connect({ answer: () => html(502, '502 Bad Gateway'), patienceMs: 0 })
  const { failure } = await hear(wire.claude, asking('Hi'))
  expect(failure).toMatchObject({ kind: 'busy', detail: 'HTTP 502: 502 Bad Gateway' })
})

test.each(['sk-ant-\u200bkey', 'sk-ant-key\ufeff', 'sk-ant-ключ', 'sk\nant'])(
  'a key that no header can carry is said to be the key, and nothing is tried again (%j)',
  async (apiKey) => {
    await using wire = await connect({ apiKey })
    const { failure } = await hear(wire.claude, asking('Hi'))
    expect(failure).toMatchObject({ kind: 'key-refused', detail: expect.stringContaining('character') })
    expect(wire.retries).toEqual([])
  },
)

test.each<readonly [string, RawResponse]>([
  ['a web page', html(200, 'Hotel Wi-Fi')],
  ['JSON of something else', raw(200, 'application/json', '{"models":[]}')],
  ['null', raw(200, 'application/json', 'null')],
])('%s instead of the list of models is said to be none', async (_, models) => {
  await using wire = await connect({ models })
  await expect(wire.claude.models(never)).rejects.toMatchObject({ failure: { kind: 'misconfigured' } })
})

test('models that a gateway lists with their names alone can be used', async () => {
  const data = [{ id: 'house-model' }, { name: 'nameless' }, null, { id: 'b', max_tokens: 'many' }]
  await using wire = await connect({ models: raw(200, 'application/json', JSON.stringify({ data })) })
  expect(await wire.claude.models(never)).toEqual([
    { id: 'house-model', name: 'house-model', contextTokens: 200_000, outputTokens: 32_000, efforts: [] },
    { id: 'b', name: 'b', contextTokens: 200_000, outputTokens: 32_000, efforts: [] },
  ])
})

test('a base URL is used with its path', async () => {
  await using wire = await connect()
  const claude = connectClaude({
    apiKey: 'k',
    baseURL: `${wire.server.url}/v1`,
    clock: systemClock,
    patienceMs: 0,
  })
  const { failure } = await hear(claude, asking('Hi'))
  expect(failure).toMatchObject({
    kind: 'misconfigured',
    detail: 'HTTP 404: Not found: POST /v1/v1/messages',
  })
})
