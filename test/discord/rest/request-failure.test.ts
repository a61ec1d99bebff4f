import { DiscordAPIError, HTTPError } from 'discord.js'
import { expect, test } from 'vitest'
import { type RequestFailure, requestFailure } from '../../../src/discord/rest/request-failure.ts'

const api = (status: number, code: number): DiscordAPIError =>
  new DiscordAPIError({ message: 'x', code }, code, status, 'PATCH', '/x', {})

const formError = (
  errors: Record<string, { _errors: { code: string; message: string }[] }>,
): DiscordAPIError =>
  new DiscordAPIError({ message: 'x', code: 50_035, errors }, 50_035, 400, 'POST', '/x', {})
const wrong = { _errors: [{ code: 'X', message: 'x' }] }

const cases: readonly (readonly [string, unknown, RequestFailure])[] = [
  ['a 502', new HTTPError(502, 'Bad Gateway', 'GET', '/x', {}), 'again'],
  ['a 408', api(408, 0), 'again'],
  ['slow mode', api(400, 20_016), 'again'],
  ['a cut connection', Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'again'],
  ['half an answer', new SyntaxError('Unexpected end of JSON input'), 'again'],
  ['an ended token', api(401, 50_027), 'token-ended'],
  ['a closed thread', api(400, 50_083), 'archived'],
  ['an unknown message', api(404, 10_008), 'gone'],
  ['a missing permission', api(403, 50_013), 'gone'],
  ['AutoMod', api(400, 200_000), 'content'],
  ['a harmful link', api(400, 240_000), 'content'],
  ['a form error', api(400, 50_035), 'content'],
  ['a form error of the text', formError({ content: wrong }), 'content'],
  ['a form error of the message that is replied to', formError({ message_reference: wrong }), 'unclear'],
  ['a form error of the buttons', formError({ components: wrong }), 'unclear'],
  ['a 400 with code 0', api(400, 0), 'unclear'],
  ['a 403 from Cloudflare', api(403, 40_333), 'unclear'],
  ['a 413 as HTML', api(413, 0), 'unclear'],
  ['a 401', api(401, 0), 'unclear'],
  ['a code that is not known yet', api(400, 987_654), 'unclear'],
  ['a wrong argument', Object.assign(new TypeError('x'), { code: 'ERR_INVALID_ARG_TYPE' }), 'bug'],
  ['an acknowledgement too many', api(400, 40_060), 'bug'],
]

test.for(cases)('%s', ([, error, expected]) => expect(requestFailure(error)).toBe(expected))
