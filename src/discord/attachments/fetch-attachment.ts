import type { Clock } from '../../clock.ts'

/** The result of fetching an attachment. */
export type Fetched =
  | { readonly type: 'fetched'; readonly bytes: Uint8Array }
  /**
   * `elsewhere`: the URL, or a redirect, leaves the allowed origins. `gone`: it no longer exists. `slow`: it did not
   * arrive in time. `unreachable`: no answer or a server error; a retry may help.
   */
  | { readonly type: 'failed'; readonly why: 'elsewhere' | 'gone' | 'slow' | 'too-large' | 'unreachable' }

/** Discord's hosts for attachments (docs.discord.com, Message attachments). */
export const discordFiles = ['https://cdn.discordapp.com', 'https://media.discordapp.net'] as const

/** Where and how long an attachment is fetched. */
export type FetchOptions = {
  /** The only origins that are requested, with scheme and port. */
  readonly origins: readonly string[]
  readonly maxBytes: number
  /** Milliseconds within which the whole body must arrive. */
  readonly within: number
  readonly clock: Clock
  readonly signal?: AbortSignal
  readonly fetch?: typeof fetch
}

const failed = (why: Extract<Fetched, { type: 'failed' }>['why']): Fetched => ({ type: 'failed', why })

/** The URL if its origin is allowed and it has no user name or password; otherwise null. */
const allowed = (url: string, origins: readonly string[]): URL | null => {
  const address = URL.parse(url)
  if (address === null || address.username !== '' || address.password !== '') return null
  return origins.includes(address.origin) ? address : null
}

const joined = (chunks: readonly Uint8Array[], length: number): Uint8Array => {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** Reads a body, and stops as soon as it is too long, whatever `Content-Length` says. */
const bodyOf = async (response: Response, maxBytes: number): Promise<Fetched> => {
  const announced = Number(response.headers.get('content-length') ?? 0)
  const chunks: Uint8Array[] = []
  let length = 0
  if (announced <= maxBytes && response.body !== null) {
    for await (const chunk of response.body) {
      length += chunk.length
      if (length > maxBytes) break
      chunks.push(chunk)
    }
  }
  if (announced <= maxBytes && length <= maxBytes) return { type: 'fetched', bytes: joined(chunks, length) }
  await response.body?.cancel().catch(() => {})
  return failed('too-large')
}

const answered = async (response: Response, maxBytes: number): Promise<Fetched> => {
  if (response.ok) return bodyOf(response, maxBytes)
  await response.body?.cancel()
  if (response.status >= 300 && response.status < 400) return failed('elsewhere')
  return failed(response.status >= 500 || response.status === 429 ? 'unreachable' : 'gone')
}

/**
 * Fetches an attachment. Only from the allowed origins, without redirects, with limits on size and time. Throws only
 * if `signal` aborts.
 */
export const fetchAttachment = async (url: string, options: FetchOptions): Promise<Fetched> => {
  const { origins, maxBytes, within, clock, signal, fetch: send = fetch } = options
  const address = allowed(url, origins)
  if (address === null) return failed('elsewhere')
  const late = new AbortController()
  const cancel = clock.after(within, () => late.abort())
  const signals = signal === undefined ? late.signal : AbortSignal.any([late.signal, signal])
  try {
    return await answered(await send(address, { redirect: 'manual', signal: signals }), maxBytes)
  } catch {
    signal?.throwIfAborted()
    return failed(late.signal.aborted ? 'slow' : 'unreachable')
  } finally {
    cancel()
  }
}
