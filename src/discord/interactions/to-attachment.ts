import type { Attachment } from 'discord.js'
import type { Attached } from '../messages/incoming-message.ts'

/** An attachment as discord.js knows it, in our words. */
export const toAttachment = ({ id, name, url, size, contentType }: Attachment): Attached => ({
  ...{ id, name, url, size },
  ...(contentType && { mediaType: contentType }),
})
