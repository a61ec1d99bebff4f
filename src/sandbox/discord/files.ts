import { createHash } from 'node:crypto'
import type { Attachment } from './message.ts'
import { refuse } from './refusal.ts'
import type { StoredFile, World } from './world.ts'

/** Bytes that one file may have by default. */
export const FILE_BYTES = 10 * 1024 * 1024

/** Bytes that one request may have. */
export const REQUEST_BYTES = 25 * 1024 * 1024

/** Seconds for which a CDN address can be read. */
const ADDRESS_SECONDS = 24 * 60 * 60

/** A file as it comes in. */
export type NewFile = {
  readonly filename: string
  readonly contentType: string
  readonly bytes: Uint8Array
  readonly description?: string | undefined
}

/** Keeps the files and gives the attachments that stand for them. */
export const storeFiles = (
  world: World,
  channelId: string,
  files: readonly NewFile[],
  ephemeral: boolean,
): Attachment[] => {
  if (files.some(({ bytes }) => bytes.length > FILE_BYTES)) throw refuse('requestTooLarge')
  return files.map(({ filename, contentType, bytes, description }) => {
    const id = world.nextId()
    const safeName = filename.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')
    world.files.set(id, { bytes, contentType, filename: safeName })
    return {
      ...{ id, channelId, filename: safeName, contentType, size: bytes.length, description, ephemeral },
    }
  })
}

const signature = (world: World, id: string, expiry: string): string =>
  createHash('sha256').update(`${world.application.token} ${id} ${expiry}`).digest('hex')

/** A signed address of the attachment, good for a day from now. */
export const addressOf = (world: World, attachment: Attachment): string => {
  const seconds = Math.floor(world.clock.now() / 1000)
  const expiry = (seconds + ADDRESS_SECONDS).toString(16)
  const folder = attachment.ephemeral ? 'ephemeral-attachments' : 'attachments'
  const query = `ex=${expiry}&is=${seconds.toString(16)}&hm=${signature(world, attachment.id, expiry)}`
  const name = encodeURIComponent(attachment.filename)
  return `${world.origin.url}/${folder}/${attachment.channelId}/${attachment.id}/${name}?${query}`
}

/** The file at a CDN path, if the address is one that was given out and has not expired. */
export const fileAt = (world: World, path: string, query: URLSearchParams): StoredFile | undefined => {
  const id = /^\/(?:ephemeral-)?attachments\/\d+\/(\d+)\//.exec(path)?.[1]
  const expiry = query.get('ex')
  if (id === undefined || expiry === null || query.get('hm') !== signature(world, id, expiry))
    return undefined
  if (Number.parseInt(expiry, 16) * 1000 < world.clock.now()) return undefined
  return world.files.get(id)
}
