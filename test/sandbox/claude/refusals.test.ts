import { expect, test } from 'vitest'
import { badRequest, serverError } from '../../../src/sandbox/claude/errors.ts'
import { body, headers, post, start } from './call.ts'

const user = (content: unknown) => ({ messages: [{ role: 'user', content }] })
const pngHeader = (width: number, height: number): string => {
  const bytes = Buffer.alloc(40)
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes.toString('base64')
}
const image = (data: string, media_type = 'image/png') => ({
  type: 'image',
  source: { type: 'base64', media_type, data },
})
const document = (text: string) => ({
  type: 'document',
  source: {
    type: 'base64',
    media_type: 'application/pdf',
    data: Buffer.from(text).toString('base64'),
  },
})
const pdf = document('%PDF-1.7\n%%EOF\n')

const refused: readonly (readonly [string, Record<string, unknown>, string])[] = [
  ['temperature, at any value', { temperature: 1 }, 'temperature: this parameter is no longer supported'],
  ['top_p', { top_p: 1 }, 'top_p'],
  ['top_k', { top_k: 0 }, 'top_k'],
  ['a parameter that does not exist', { tempo: 1 }, 'tempo: Extra inputs are not permitted'],
  ['no messages', { messages: [] }, 'at least one message'],
  ['an assistant that speaks first', { messages: [{ role: 'assistant', content: 'Hi' }] }, 'first message'],
  [
    'a prefill',
    {
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Well' },
      ],
    },
    'does not support assistant message prefill',
  ],
  ['a role that does not exist', { messages: [{ role: 'tool', content: 'Hi' }] }, 'messages.0.role'],
  ['an empty text', user(''), 'must be non-empty'],
  ['an empty text block', user([{ type: 'text', text: '' }]), 'messages.0.content.0.text'],
  ['a text of spaces', user([{ type: 'text', text: ' \n' }]), 'non-whitespace'],
  ['empty content', user([]), 'must not be empty'],
  ['max_tokens over the limit of the model', { max_tokens: 128_001 }, '128001 > 128000'],
  ['max_tokens of none', { max_tokens: undefined }, 'max_tokens'],
  ['an image wider than 8,000 pixels', user([image(pngHeader(8_001, 10))]), 'exceed max allowed size'],
  ['an image that is none', user([image(Buffer.alloc(50).toString('base64'))]), 'Could not process image'],
  ['an image of more than 10 MB', user([image('A'.repeat(10 * 1024 * 1024 + 4))]), 'exceeds 10 MB'],
  ['a lone surrogate', user('Hi \ud83d'), 'no low surrogate in string'],
  ['a lone surrogate deep inside', { system: [{ type: 'text', text: '\udc4d' }] }, 'no low surrogate'],
  [
    'a PNG that is said to be a JPEG',
    user([image(pngHeader(5, 5), 'image/jpeg')]),
    'appears to be a image/png',
  ],
  ['a document that is no PDF', user([document('Hello')]), 'The PDF specified was not valid'],
  [
    'a PDF with a password',
    user([document('%PDF-1.7\ntrailer <</Encrypt 5 0 R>>\n%%EOF')]),
    'password protected',
  ],
  [
    'more than 600 images',
    user(Array.from({ length: 601 }, () => image(pngHeader(1, 1)))),
    'too many images and documents: 601 > 600',
  ],
  [
    'five breakpoints',
    user(
      Array.from({ length: 5 }, () => ({ type: 'text', text: 'a', cache_control: { type: 'ephemeral' } })),
    ),
    'A maximum of 4 blocks with cache_control may be provided. Found 5.',
  ],
  ['a tool that does not exist', { tools: [{ type: 'telepathy', name: 'web_search' }] }, 'tools.0.type'],
  ['an image of another kind', user([image(pngHeader(1, 1), 'image/tiff')]), 'media_type'],
  [
    'a document that the assistant says',
    { messages: [...user('Hi').messages, { role: 'assistant', content: [pdf] }, ...user('Hi').messages] },
    'messages.1.content.0: document blocks',
  ],
  [
    'thinking that a model cannot switch off',
    { model: 'claude-opus-5-5', thinking: { type: 'disabled' } },
    '"disabled" is not supported',
  ],
  [
    'a thinking budget',
    { thinking: { type: 'enabled', budget_tokens: 2_000 } },
    '"enabled" is not supported',
  ],
  ['an effort that does not exist', { output_config: { effort: 'utmost' } }, 'output_config.effort'],
  [
    'effort on a model without it',
    { model: 'claude-haiku-4-5', output_config: { effort: 'low' } },
    'does not support the effort',
  ],
  [
    'a prompt beyond the window',
    { model: 'claude-haiku-4-5', ...user('word '.repeat(150_000)) },
    'prompt is too long: 240008 tokens > 200000 maximum',
  ],
]

test.each(refused)('%s is refused', async (_, part, says) => {
  await using claude = await start()
  const response = await post(claude, body(part))
  expect(response.status).toBe(400)
  const { error, request_id } = Object(await response.json())
  expect(error.type).toBe('invalid_request_error')
  expect(error.message).toContain(says)
  expect(request_id).toBe(response.headers.get('request-id'))
})

test('what today’s API takes is taken', async () => {
  await using claude = await start()
  const taken: readonly Record<string, unknown>[] = [
    {},
    { system: [{ type: 'text', text: 'Be kind.', cache_control: { type: 'ephemeral', ttl: '1h' } }] },
    user([{ type: 'text', text: 'Look' }, image(pngHeader(8_000, 8_000)), pdf]),
    { thinking: { type: 'between_tools' }, output_config: { effort: 'max' } },
    { tools: [{ type: 'web_search_20260318', name: 'web_search', max_uses: 3 }] },
    { metadata: { user_id: 'u' }, stop_sequences: ['END'], service_tier: 'auto' },
  ]
  for (const part of taken) expect((await post(claude, body(part))).status).toBe(200)
})

test('an unknown model is 404, a bad key 401, another version 400, not JSON 400, and too many bytes 413', async () => {
  await using claude = await start({ accepts: (key) => key === 'sk-ant-test' })
  const send = async (init: RequestInit): Promise<readonly unknown[]> => {
    const response = await fetch(`${claude.url}/v1/messages`, { method: 'POST', headers, ...init })
    return [response.status, Object(await response.json()).error.type]
  }
  const good = JSON.stringify(body())
  expect(await send({ body: JSON.stringify(body({ model: 'claude-none' })) })).toEqual([
    404,
    'not_found_error',
  ])
  const stranger = { ...headers, authorization: 'Bearer no' }
  expect(await send({ body: good, headers: stranger })).toEqual([401, 'authentication_error'])
  expect(await send({ body: good, headers: { ...headers, 'anthropic-version': '2023-06-01' } })).toEqual([
    400,
    'invalid_request_error',
  ])
  expect(await send({ body: '{"model"' })).toEqual([400, 'invalid_request_error'])
  expect(await send({ body: 'x'.repeat(33 * 1024 * 1024) })).toEqual([413, 'request_too_large'])
})

test('the list of models can fail alone, and works again', async () => {
  await using claude = await start({ models: serverError() })
  const list = (): Promise<Response> => fetch(`${claude.url}/v1/models`, { headers })
  expect((await list()).status).toBe(500)
  expect((await post(claude, body())).status).toBe(200)
  claude.setModels({ type: 'raw', status: 404, body: '<h1>Not here</h1>' })
  expect(await (await list()).text()).toBe('<h1>Not here</h1>')
  claude.setModels(undefined)
  expect((await list()).status).toBe(200)
})

test('a question that was refused is refused again, alone and behind others, if that is wished for', async () => {
  await using claude = await start({ remembersRefusals: true })
  claude.next(badRequest('Could not process image'))
  const send = async (...said: readonly string[]): Promise<number> => {
    const messages = said.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content }))
    return (await post(claude, body({ messages }))).status
  }
  expect(await send('Look')).toBe(400)
  expect(await send('Something else')).toBe(200)
  expect(await send('Look', 'I see.', 'Again')).toBe(400)
})
