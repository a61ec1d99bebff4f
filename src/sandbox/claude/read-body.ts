import type { IncomingMessage } from 'node:http'

/** The API's limit on a request. */
const largest = 32 * 1024 * 1024

/** The body of a request, or `too-large` beyond 32 MB (the rest of it is read and dropped). */
export const readBody = async (request: IncomingMessage): Promise<string | 'too-large'> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size <= largest) chunks.push(bytes)
  }
  return size > largest ? 'too-large' : Buffer.concat(chunks).toString('utf8')
}
