import type { IncomingMessage } from 'node:http'
import { type NewFile, REQUEST_BYTES } from './files.ts'
import { isJsonObject, type Json } from './json.ts'
import { refuse } from './refusal.ts'

/** A request's body: its JSON, and the files that came with it by their number. */
export type RequestBody = { readonly json: Json | undefined; readonly files: ReadonlyMap<string, NewFile> }

const readBytes = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size <= REQUEST_BYTES + 1024 * 1024) chunks.push(bytes)
  }
  if (size > REQUEST_BYTES) throw refuse('requestTooLarge')
  return Buffer.concat(chunks)
}

const isJson = (value: unknown): value is Json =>
  value === null ||
  ['boolean', 'number', 'string'].includes(typeof value) ||
  (Array.isArray(value) ? value.every(isJson) : isJsonObject(value))

const parseJson = (source: string): Json => {
  try {
    const value: unknown = JSON.parse(source)
    if (isJson(value)) return value
  } catch {
    // Falls through to the refusal: Discord answers every unreadable body alike.
  }
  throw refuse('invalidJson')
}

const readMultipart = async (bytes: Buffer, contentType: string): Promise<RequestBody> => {
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': contentType },
  }).formData()
  const payload = form.get('payload_json')
  const files = new Map<string, NewFile>()
  for (const [field, value] of form.entries()) {
    const number = /^files\[(\d+)\]$/.exec(field)?.[1]
    if (number === undefined || typeof value === 'string') continue
    const content = new Uint8Array(await value.arrayBuffer())
    const type = value.type === '' ? 'application/octet-stream' : value.type
    files.set(number, { filename: value.name, contentType: type, bytes: content })
  }
  return { json: typeof payload === 'string' ? parseJson(payload) : {}, files }
}

/** Reads a body of JSON or of multipart/form-data; refuses what Discord would refuse to read. */
export const readBody = async (incoming: IncomingMessage): Promise<RequestBody> => {
  const bytes = await readBytes(incoming)
  const contentType = incoming.headers['content-type'] ?? ''
  if (bytes.length === 0) return { json: undefined, files: new Map() }
  if (contentType.startsWith('multipart/form-data')) return readMultipart(bytes, contentType)
  return { json: parseJson(bytes.toString('utf8')), files: new Map() }
}
