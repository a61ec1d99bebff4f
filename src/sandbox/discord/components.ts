import { z } from 'zod'
import { list, snowflake, text } from './form.ts'

const id = z.number().int().min(0).nullish()
const customId = text(1, 100)
const emoji = z.object({
  id: snowflake.nullish(),
  name: text(0, 32).nullish(),
  animated: z.boolean().nullish(),
})
const media = z.object({ url: text(1, 2048) })

const problem = (message: string, code = 'COMPONENT_INVALID') => ({ message, params: { code } })

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

const selectFields = {
  id,
  custom_id: customId,
  placeholder: text(0, 150).nullish(),
  min_values: z.number().int().min(0).max(25).nullish(),
  max_values: z.number().int().min(1).max(25).nullish(),
  disabled: z.boolean().nullish(),
  required: z.boolean().nullish(),
}

const selectOption = z.object({
  label: text(1, 100),
  value: text(1, 100),
  description: text(0, 100).nullish(),
  default: z.boolean().nullish(),
  emoji: emoji.nullish(),
})

const stringSelect = z.object({
  type: z.literal(3),
  ...selectFields,
  options: list(selectOption, 1, 25).refine(
    (options) => new Set(options.map(({ value }) => value)).size === options.length,
    problem('The specified option value is already used', 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED'),
  ),
})

const entitySelect = z.object({
  type: z.literal([5, 6, 7, 8]),
  ...selectFields,
  channel_types: z.array(z.number()).nullish(),
})

const rowItem = z.discriminatedUnion('type', [button, stringSelect, entitySelect])

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

const textInput = z.object({
  type: z.literal(4),
  id,
  custom_id: customId,
  style: z.literal([1, 2]),
  value: text(0, 4000).nullish(),
  placeholder: text(0, 100).nullish(),
  required: z.boolean().nullish(),
  min_length: z.number().int().min(0).max(4000).nullish(),
  max_length: z.number().int().min(1).max(4000).nullish(),
})

const fileUpload = z.object({
  type: z.literal(19),
  id,
  custom_id: customId,
  min_values: z.number().int().min(0).max(10).nullish(),
  max_values: z.number().int().min(1).max(10).nullish(),
  required: z.boolean().nullish(),
})

const checks = z.object({
  type: z.literal([21, 22]),
  id,
  custom_id: customId,
  required: z.boolean().nullish(),
  options: list(selectOption, 1, 10),
})

const checkbox = z.object({ type: z.literal(23), id, custom_id: customId, default: z.boolean().nullish() })

const label = z.object({
  type: z.literal(18),
  id,
  label: text(1, 45),
  description: text(1, 100).nullish(),
  component: z.discriminatedUnion('type', [
    textInput,
    stringSelect,
    entitySelect,
    fileUpload,
    checks,
    checkbox,
  ]),
})

/** A form: inputs stand in labels (18); action rows have gone from the docs' table for modals. */
export const modalForm = z.object({
  custom_id: customId,
  title: text(1, 45),
  components: list(z.discriminatedUnion('type', [label, textDisplay]), 1, 5),
})
