import { expect, test } from 'vitest'
import { isNetworkFailure } from '../src/network-failure.ts'

const withCode = (code: string): Error => Object.assign(new Error('x'), { code })

test.for(['ECONNRESET', 'EAI_AGAIN', 'UND_ERR_SOCKET', 'EMFILE', 'CERT_HAS_EXPIRED', 'HPE_INVALID_CONSTANT'])(
  '%s is a failure of the network',
  (code) => expect(isNetworkFailure(withCode(code))).toBe(true),
)

test.for([
  'ERR_INVALID_ARG_TYPE',
  'UND_ERR_INVALID_ARG',
  'TokenInvalid',
  'ENOENT',
  'EACCES',
  'ERR_ASSERTION',
])('%s is a mistake of ours or of the operator', (code) =>
  expect(isNetworkFailure(withCode(code))).toBe(false),
)

test('the cause of a failed fetch counts', () => {
  const error = new TypeError('fetch failed', { cause: withCode('ECONNREFUSED') })
  expect(isNetworkFailure(error)).toBe(true)
})

test('a time-out counts, anything else does not', () => {
  expect(isNetworkFailure(new DOMException('late', 'AbortError'))).toBe(true)
  expect(isNetworkFailure(AbortSignal.timeout(0).reason ?? new DOMException('late', 'TimeoutError'))).toBe(
    true,
  )
  expect(isNetworkFailure(new TypeError('a bug'))).toBe(false)
  expect(isNetworkFailure('ECONNRESET')).toBe(false)
})
