import type { Attachment } from 'discord.js'
import type { MessageAttachment } from '../messages/incoming-message.ts'

/** An attachment as discord.js knows it, in our words. */
export const toAttachment = ({ id, name, url, size, contentType }: Attachment): MessageAttachment => ({
  ...{ id, name, url, size },
  ...(contentType && { mediaType: contentType }),
})
