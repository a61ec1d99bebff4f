import { z } from 'zod'
import { customId, emoji, id, problem } from './component-fields.ts'
import { list, snowflake, text } from './form.ts'
import { selects } from './selects.ts'

const media = z.object({ url: text(1, 2048) })

const button = z
  .object({
    type: z.literal(2),
    id,
    style: z.number().int().min(1).max(6),
    custom_id: customId.nullish(),
    label: text(0, 80).nullish(),
    disabled: z.boolean().nullish(),
    url: text(1, 512).nullish(),
    sku_id: snowflake.nullish(),
    emoji: emoji.nullish(),
  })
  .refine((it) => it.style > 4 || typeof it.custom_id === 'string', {
    ...problem('A custom id is required', 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED'),
    path: ['custom_id'],
  })
  .refine((it) => it.style !== 5 || (typeof it.url === 'string' && !it.custom_id), {
    ...problem('A url is required, and no custom id', 'BUTTON_COMPONENT_URL_REQUIRED'),
    path: ['url'],
  })
  .refine((it) => it.style === 6 || Boolean(it.label) || Boolean(it.emoji), {
    ...problem('A label or an emoji is required', 'BUTTON_COMPONENT_LABEL_REQUIRED'),
    path: ['label'],
  })

const rowItem = z.discriminatedUnion('type', [button, ...selects])

const actionRow = z.object({
  type: z.literal(1),
  id,
  components: list(rowItem, 1, 5).refine(
    (items) => items.length === 1 || items.every((item) => item.type === 2),
    problem('A select takes the whole width of its row', 'COMPONENT_LAYOUT_WIDTH_EXCEEDED'),
  ),
})

const textDisplay = z.object({ type: z.literal(10), id, content: text(1, 4000) })
const described = { description: text(0, 1024).nullish(), spoiler: z.boolean().nullish() }
const thumbnail = z.object({ type: z.literal(11), id, media, ...described })

const section = z.object({
  type: z.literal(9),
  id,
  components: list(textDisplay, 1, 3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
})

const gallery = z.object({
  type: z.literal(12),
  id,
  items: list(z.object({ media, ...described }), 1, 10),
})

const file = z.object({
  type: z.literal(13),
  id,
  file: media.refine(
    ({ url }) => url.startsWith('attachment://'),
    problem('Must be an attachment:// reference'),
  ),
  spoiler: z.boolean().nullish(),
})

const separator = z.object({
  type: z.literal(14),
  id,
  spacing: z.literal([1, 2]).nullish(),
  divider: z.boolean().nullish(),
})

const inContainer = z.discriminatedUnion('type', [actionRow, textDisplay, section, gallery, file, separator])

const container = z.object({
  type: z.literal(17),
  id,
  accent_color: z.number().int().min(0).max(0xffffff).nullish(),
  spoiler: z.boolean().nullish(),
  components: list(inContainer, 1, 40),
})

/** A component at the top of a message. */
export const messageComponent = z.discriminatedUnion('type', [
  actionRow,
  textDisplay,
  section,
  gallery,
  file,
  separator,
  container,
])
