import type { Attachment } from 'discord.js'
import type { MessageAttachment } from '../messages/incoming-message.ts'

/** Converts discord.js's attachment. */
export const toAttachment = ({ id, name, url, size, contentType }: Attachment): MessageAttachment => ({
  ...{ id, name, url, size },
  ...(contentType && { mediaType: contentType }),
})
