import type { Clock } from '../../clock.ts'
import type { NewFile } from '../../conversation/turn.ts'
import { fileName } from '../../files/file-name.ts'
import { createFileReader, type FileReader } from '../../files/read-file.ts'
import type { MessageAttachment } from '../messages/incoming-message.ts'
import { discordFiles, fetchAttachment } from './fetch-attachment.ts'
import type { RefusedFile } from './refused-files.ts'

/** The files that can be sent to Claude, and those that were refused or whose encoding was guessed. */
export type ReadFiles = { readonly files: readonly NewFile[]; readonly refused: readonly RefusedFile[] }

/** Fetches and reads attachments. `locale` is the language of the person who attached them. */
export type ReadAttachments = (
  attachments: readonly MessageAttachment[],
  locale?: string,
) => Promise<ReadFiles>

/** Limits for one file, in bytes and ms. */
const mostBytes = 25_000_000
const patience = 20_000

/** The allowed origins for attachments: Discord's hosts, the host of DISCORD_API_URL, and CDN_ORIGINS. */
export const fileOrigins = ({
  apiUrl,
  cdnOrigins,
}: {
  readonly apiUrl: string
  readonly cdnOrigins: readonly string[]
}): readonly string[] => {
  const { origin, hostname } = new URL(apiUrl)
  return [...discordFiles, ...(hostname === 'discord.com' ? [] : [origin]), ...cdnOrigins]
}

type Reading = {
  readonly origins: readonly string[]
  readonly clock: Clock
  readonly readFile: FileReader
  readonly locale: string | undefined
}

const readOne = async (
  { name, url, size }: MessageAttachment,
  { origins, clock, readFile, locale }: Reading,
): Promise<ReadFiles> => {
  const refuse = (why: RefusedFile['why']): ReadFiles => ({
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
  const read = await readFile(name, fetched.bytes, locale)
  if (read.type === 'refused') return refuse(read.refusal)
  const { file, assumedEncoding: encoding } = read
  const guess =
    encoding === undefined ? [] : [{ name: file.name, why: { kind: 'assumed-encoding', encoding } as const }]
  return { files: [file], refused: guess }
}

/** The most bytes of all files of a question together: a request may have 32 MB, and base64 adds a third. */
const mostTogether = 22_000_000

/** Fetches and reads files one after the other, and refuses files beyond the limits of one question. */
export const createReadAttachments = (origins: readonly string[], clock: Clock): ReadAttachments => {
  const readFile = createFileReader()
  return async (attachments, locale) => {
    const files: NewFile[] = []
    const refused: RefusedFile[] = []
    let room = mostTogether
    for (const attached of attachments) {
      const given = await readOne(attached, { origins, clock, readFile, locale })
      refused.push(...given.refused)
      for (const file of given.files) {
        if (file.size > room) {
          refused.push({ name: file.name, why: { kind: 'too-much', limit: mostTogether } })
          continue
        }
        files.push(file)
        room -= file.size
      }
    }
    return { files, refused }
  }
}
