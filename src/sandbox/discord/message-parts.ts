import { normalizeComponents, type Unfurl } from './component-tree.ts'
import { addressOf, type NewFile, storeFiles } from './files.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { mentionsOf } from './mentions.ts'
import { type Attachment, type Message, messageFlags } from './message.ts'
import { checkLayout, type MessageForm } from './message-form.ts'
import { findMessage } from './messages.ts'
import { refuseForm } from './refusal.ts'
import type { World } from './world.ts'

/** Where a form's message stands or will stand. */
export type MessagePlace = {
  readonly channelId: string
  readonly ephemeral: boolean
  readonly fromInteraction: boolean
}

type Files = ReadonlyMap<string, NewFile>

const MAX_FILES = 10

const asObjects = (values: readonly unknown[] | null | undefined): JsonObject[] =>
  (values ?? []).filter(isJsonObject)

const unfurlFrom =
  (world: World, attachments: readonly Attachment[]): Unfurl =>
  (url) => {
    const name = url.startsWith('attachment://') ? url.slice('attachment://'.length) : undefined
    const attachment = attachments.find(({ filename }) => filename === name)
    if (name !== undefined && attachment === undefined)
      throw refuseForm([
        {
          path: ['components'],
          code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
          message: `No attachment is named "${name}"`,
        },
      ])
    const address = attachment === undefined ? url : addressOf(world, attachment)
    const type = attachment?.contentType ?? null
    return {
      id: world.nextId(),
      url: address,
      proxy_url: address,
      content_type: type,
      attachment_id: attachment?.id,
    }
  }

const withoutNulls = (value: Json): Json => {
  if (Array.isArray(value)) return value.map((item: Json) => withoutNulls(item))
  if (!isJsonObject(value)) return value
  const kept = Object.entries(value).flatMap(([key, inner]) =>
    inner === null || inner === undefined ? [] : [[key, withoutNulls(inner)] as const],
  )
  return Object.fromEntries(kept)
}

const embedJson = (embed: JsonObject): JsonObject => {
  const { fields } = embed
  const inlined = Array.isArray(fields)
    ? fields.filter(isJsonObject).map((field) => ({ ...field, inline: field['inline'] ?? false }))
    : undefined
  const bare = withoutNulls({ type: 'rich', ...embed, fields: inlined })
  return isJsonObject(bare) ? bare : {}
}

const newAttachments = (world: World, place: MessagePlace, form: MessageForm, files: Files): Attachment[] => {
  if (files.size > MAX_FILES)
    throw refuseForm([
      { path: ['files'], code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 10 or fewer in length.' },
    ])
  const described = [...files].map(([number, file]) => {
    const said = form.attachments?.find(({ id }) => id === number)
    return {
      ...file,
      filename: said?.filename ?? file.filename,
      description: said?.description ?? undefined,
    }
  })
  return storeFiles(world, place.channelId, described, place.ephemeral)
}

const keptAttachments = (form: MessageForm, before: readonly Attachment[], files: Files): Attachment[] => {
  if (form.attachments === undefined) return [...before]
  const wanted = form.attachments ?? []
  const known = (id: string) => files.has(id) || before.some((attachment) => attachment.id === id)
  const missing = wanted.findIndex(({ id }) => !known(id))
  if (missing >= 0)
    throw refuseForm([
      {
        path: ['attachments', missing, 'id'],
        code: 'ATTACHMENT_NOT_FOUND',
        message: 'Attachment data not found',
      },
    ])
  return before.filter((attachment) => wanted.some(({ id }) => id === attachment.id))
}

/** The parts of a new message that the form asks for, with its files kept. */
export const newParts = (
  world: World,
  place: MessagePlace,
  form: MessageForm,
  files: Files,
): Partial<Message> => {
  const components = asObjects(form.components)
  checkLayout(form, components)
  keptAttachments(form, [], files)
  const attachments = newAttachments(world, place, form, files)
  const content = (form.content ?? '').trim()
  const reference = form.message_reference
  const target = reference ? findMessage(world, place.channelId, reference.message_id) : undefined
  return {
    content,
    flags: form.flags ?? 0,
    embeds: asObjects(form.embeds).map(embedJson),
    components: normalizeComponents(components, unfurlFrom(world, attachments)),
    attachments,
    mentions: mentionsOf(content, form.allowed_mentions, place.fromInteraction, target),
  }
}

const editedFlags = (message: Message, form: MessageForm): number => {
  const { SUPPRESS_EMBEDS, IS_COMPONENTS_V2, LOADING } = messageFlags
  const kept = message.flags & ~LOADING
  if (typeof form.flags !== 'number') return kept
  return (kept & ~SUPPRESS_EMBEDS) | (form.flags & (SUPPRESS_EMBEDS | IS_COMPONENTS_V2))
}

/** What an edit changes: a field that is not there stays, and null empties it. */
export const editedParts = (
  world: World,
  message: Message,
  form: MessageForm,
  files: Files,
  fromInteraction: boolean,
): Partial<Message> => {
  const flags = editedFlags(message, form)
  const components = form.components === undefined ? message.components : asObjects(form.components)
  checkLayout({ ...form, flags }, components)
  const place = { channelId: message.channelId, ephemeral: message.onlyFor !== undefined, fromInteraction }
  const kept = keptAttachments(form, message.attachments, files)
  const attachments = [...kept, ...newAttachments(world, place, form, files)]
  const content = form.content === undefined ? message.content : (form.content ?? '').trim()
  const { reference } = message
  const target = reference && findMessage(world, reference.channelId, reference.messageId)
  const repliedTo = fromInteraction ? undefined : target
  const unfurl = unfurlFrom(world, attachments)
  return {
    flags,
    content,
    attachments,
    embeds: form.embeds === undefined ? message.embeds : asObjects(form.embeds).map(embedJson),
    components: form.components === undefined ? message.components : normalizeComponents(components, unfurl),
    mentions: mentionsOf(content, form.allowed_mentions, fromInteraction, repliedTo),
    editedAt: message.flags & messageFlags.LOADING ? undefined : world.clock.now(),
  }
}
