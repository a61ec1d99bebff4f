import type { Clock } from '../../clock.ts'
import type { NewFile } from '../../conversation/turn.ts'
import { fileName } from '../../files/file-name.ts'
import { readFile } from '../../files/read-file.ts'
import type { Attached } from '../messages/incoming-message.ts'
import { discordFiles, fetchAttachment } from './fetch-attachment.ts'
import type { RefusedFile } from './refused-files.ts'

/** What became of the files that somebody gave. */
export type GivenFiles = { readonly files: readonly NewFile[]; readonly refused: readonly RefusedFile[] }

/** The files that a message or command brings along, fetched so that they stay when their addresses expire. */
export type ReadAttachments = (attachments: readonly Attached[]) => Promise<GivenFiles>

/** The most bytes that are fetched for one file, and for how many ms. */
const mostBytes = 25_000_000
const patience = 20_000

/** Whence files are fetched: Discord's own hosts, or the one server that stands for all of Discord. */
export const fileOrigins = (apiUrl: string): readonly string[] => {
  const { origin, hostname } = new URL(apiUrl)
  return hostname === 'discord.com' ? discordFiles : [...discordFiles, origin]
}

const readOne = async (attached: Attached, origins: readonly string[], clock: Clock): Promise<GivenFiles> => {
  const { name, url, size } = attached
  const refuse = (why: RefusedFile['why']): GivenFiles => ({
    files: [],
    refused: [{ name: fileName(name), why }],
  })
  if (size > mostBytes) return refuse({ kind: 'too-large', bytes: size, limit: mostBytes })
  const fetched = await fetchAttachment(url, { origins, maxBytes: mostBytes, within: patience, clock })
  if (fetched.type === 'failed')
    return refuse(
      fetched.why === 'too-large'
        ? { kind: 'too-large', bytes: Math.max(size, mostBytes), limit: mostBytes }
        : { kind: fetched.why },
    )
  const read = await readFile(name, fetched.bytes)
  return read.type === 'file' ? { files: [read.file], refused: [] } : refuse(read.refusal)
}

/** The most bytes of all files of a question: a request may have 32 MB, and base64 adds a third. */
const mostTogether = 22_000_000

/**
 * Fetches and reads files one after the other, so that no more than one is held that may turn out unreadable; what is too
 * much for one question is refused.
 */
export const createReadAttachments =
  (origins: readonly string[], clock: Clock): ReadAttachments =>
  async (attachments) => {
    const files: NewFile[] = []
    const refused: RefusedFile[] = []
    let room = mostTogether
    for (const attached of attachments) {
      const given = await readOne(attached, origins, clock)
      refused.push(...given.refused)
      for (const file of given.files) {
        if (file.bytes.length > room) {
          refused.push({ name: file.name, why: { kind: 'too-much', limit: mostTogether } })
          continue
        }
        files.push(file)
        room -= file.bytes.length
      }
    }
    return { files, refused }
  }
