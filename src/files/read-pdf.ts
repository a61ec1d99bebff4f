import { z } from 'zod'
import type { Refusal } from './refusal.ts'

/** More are not sent. Anthropic takes 600, of a model with a small window 100 (platform.claude.com, PDF support). */
const mostPages = 100

const info = z.object({ info: z.object({ EncryptFilterName: z.string().nullish() }) })

/** A PDF may begin with other bytes; readers look for its head in the first kilobyte (ISO 32000-1, Annex H). */
export const looksLikePdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-')

/**
 * Counts the pages of a PDF by reading its page tree, or tells why it cannot be given to Claude, which takes none that is
 * encrypted. Hostile input may take long: call it in a worker.
 */
export const readPdf = async (bytes: Uint8Array): Promise<{ readonly pages: number } | Refusal> => {
  const { getDocumentProxy } = await import('unpdf')
  try {
    // A copy: the library may take the buffer that it is given.
    const document = await getDocumentProxy(bytes.slice(), { verbosity: 0 })
    const pages = document.numPages
    if (info.parse(await document.getMetadata()).info.EncryptFilterName) return { kind: 'locked' }
    return pages > mostPages ? { kind: 'too-many-pages', pages, limit: mostPages } : { pages }
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException'
    return { kind: isLocked ? 'locked' : 'bad-pdf' }
  }
}
