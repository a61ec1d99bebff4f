/**
 * The codes of a connection that could not be made or was lost, as Node.js (https://nodejs.org/api/errors.html), libuv, c-ares,
 * OpenSSL and undici (https://undici.nodejs.org/#/docs/api/Errors) name them. Codes for a wrong call, such as
 * `ERR_INVALID_ARG_TYPE` or `UND_ERR_INVALID_ARG`, are no matter of the network.
 */
const networkCodes: ReadonlySet<string> = new Set([
  ...['ECONNABORTED', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EPROTO', 'ETIMEDOUT', 'ESOCKETTIMEDOUT'],
  ...['EHOSTDOWN', 'EHOSTUNREACH', 'ENETDOWN', 'ENETRESET', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ENOTCONN'],
  // No file handle or buffer is left just now.
  ...['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'],
  ...['EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME', 'ENODATA', 'ENOTFOUND', 'ENONAME'],
  ...['EREFUSED', 'ESERVFAIL', 'ETIMEOUT', 'EBADRESP', 'ECONNREFUSED'],
  ...['ERR_SOCKET_CONNECTION_TIMEOUT', 'ERR_SOCKET_CLOSED', 'ERR_STREAM_PREMATURE_CLOSE'],
  ...['UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
  ...['UND_ERR_CLOSED', 'UND_ERR_DESTROYED', 'UND_ERR_INFO', 'UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_PRX_TLS'],
  ...['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'UND_ERR_BPL_MISSING_UPSTREAM'],
  ...['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ...['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ...['ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_TLS_HANDSHAKE_TIMEOUT'],
])

/** Families of codes: what OpenSSL says of a handshake, and bytes that are no HTTP. */
const networkFamilies = /^(ERR_SSL_|HPE_)/

/**
 * Whether an error says that the other side was not reached or did not answer in time, so that the same request may succeed
 * later. Looks at the causes too, since `fetch` wraps them. An `AbortError` counts: that is how discord.js reports a time-out.
 */
export const isNetworkFailure = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return true
  const code = 'code' in error ? error.code : undefined
  if (typeof code === 'string' && (networkCodes.has(code) || networkFamilies.test(code))) return true
  return isNetworkFailure(error.cause)
}
