import { z } from 'zod'
import { customId, defaultCount, haveOwnValues, id, option, problem, valueTwice } from './component-fields.ts'
import { duplicateOf } from './component-tree.ts'
import { lengthOf, list, text } from './form.ts'
import { isJsonObject } from './json.ts'
import { modalSelects } from './selects.ts'

const textInput = z
  .object({
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
  .refine((it) => (it.min_length ?? 0) <= (it.max_length ?? 4000), {
    ...problem('min_length must not be above max_length'),
    path: ['max_length'],
  })
  .refine((it) => !it.value || lengthOf(it.value) <= (it.max_length ?? 4000), {
    ...problem('Must be max_length or fewer in length.', 'BASE_TYPE_MAX_LENGTH'),
    path: ['value'],
  })

const fileUpload = z
  .object({
    type: z.literal(19),
    id,
    custom_id: customId,
    min_values: z.number().int().min(0).max(10).nullish(),
    max_values: z.number().int().min(1).max(10).nullish(),
    file_types: list(text(1, 100), 0, 10).nullish(),
    required: z.boolean().nullish(),
  })
  .refine((it) => (it.min_values ?? 1) <= (it.max_values ?? 1), {
    ...problem('min_values must not be above max_values'),
    path: ['max_values'],
  })

const radioGroup = z
  .object({
    type: z.literal(21),
    id,
    custom_id: customId,
    required: z.boolean().nullish(),
    options: list(option, 2, 10).refine(haveOwnValues, valueTwice),
  })
  .refine((it) => defaultCount(it.options) <= 1, {
    ...problem('Only one option can be chosen by default'),
    path: ['options'],
  })

const checkboxGroup = z
  .object({
    type: z.literal(22),
    id,
    custom_id: customId,
    min_values: z.number().int().min(0).max(10).nullish(),
    max_values: z.number().int().min(1).max(10).nullish(),
    required: z.boolean().nullish(),
    options: list(option, 1, 10).refine(haveOwnValues, valueTwice),
  })
  .refine((it) => (it.min_values ?? 1) <= (it.max_values ?? it.options.length), {
    ...problem('min_values must not be above max_values'),
    path: ['min_values'],
  })
  .refine((it) => (it.max_values ?? 1) <= it.options.length, {
    ...problem('max_values must not be above the number of options'),
    path: ['max_values'],
  })
  .refine((it) => it.required !== true || it.min_values !== 0, {
    ...problem('What is required needs at least one'),
    path: ['min_values'],
  })
  .refine((it) => defaultCount(it.options) <= (it.max_values ?? it.options.length), {
    ...problem('More options are chosen by default than may be chosen'),
    path: ['options'],
  })

const checkbox = z.object({ type: z.literal(23), id, custom_id: customId, default: z.boolean().nullish() })

const label = z.object({
  type: z.literal(18),
  id,
  label: text(1, 45),
  description: text(1, 100).nullish(),
  component: z.discriminatedUnion('type', [
    textInput,
    ...modalSelects,
    fileUpload,
    radioGroup,
    checkboxGroup,
    checkbox,
  ]),
})

const textDisplay = z.object({ type: z.literal(10), id, content: text(1, 4000) })

/** A modal: inputs stand in labels (18); action rows have gone from the docs' table for modals. */
export const modalForm = z.object({
  custom_id: customId,
  title: text(1, 45),
  components: list(z.discriminatedUnion('type', [label, textDisplay]), 1, 5).refine(
    (components) => duplicateOf(components.filter(isJsonObject), 'custom_id') === undefined,
    problem('Component custom id cannot be duplicated', 'COMPONENT_CUSTOM_ID_DUPLICATED'),
  ),
})
