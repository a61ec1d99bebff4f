import { z } from 'zod'
import {
  customId,
  defaultCount,
  emoji,
  haveOwnValues,
  id,
  option,
  problem,
  valueTwice,
} from './component-fields.ts'
import { list, snowflake, text } from './form.ts'

const fields = {
  id,
  custom_id: customId,
  placeholder: text(0, 150).nullish(),
  min_values: z.number().int().min(0).max(25).nullish(),
  max_values: z.number().int().min(1).max(25).nullish(),
  disabled: z.boolean().nullish(),
  required: z.boolean().nullish(),
}

type Bounds = {
  readonly min_values?: number | null | undefined
  readonly max_values?: number | null | undefined
}

const isOrdered = (it: Bounds): boolean => (it.min_values ?? 1) <= (it.max_values ?? 1)

const disordered = { ...problem('min_values must not be above max_values'), path: ['max_values'] }

const tooManyDefaults = problem('More values are chosen by default than may be chosen')

/** A select among options of the bot's own. */
const stringSelect = z
  .object({
    type: z.literal(3),
    ...fields,
    options: list(option.extend({ emoji: emoji.nullish() }), 1, 25).refine(haveOwnValues, valueTwice),
  })
  .refine(isOrdered, disordered)
  // Discord names the options, not max_values (discord.py issue 6984).
  .refine((it) => it.options.length >= (it.max_values ?? 1), {
    ...problem('Must be between max_values and 25 in length.', 'BASE_TYPE_BAD_LENGTH'),
    path: ['options'],
  })
  .refine((it) => defaultCount(it.options) <= (it.max_values ?? 1), { ...tooManyDefaults, path: ['options'] })

const defaultsOf = <T extends 'user' | 'role' | 'channel'>(...types: readonly T[]) =>
  list(z.object({ type: z.enum(types), id: snowflake }), 0, 25).nullish()

type WithDefaults = Bounds & { readonly default_values?: readonly unknown[] | null | undefined }

/** Nothing chosen by default is always allowed; else as many as a person could choose. */
const fitDefaults = (it: WithDefaults): boolean => {
  const count = it.default_values?.length ?? 0
  return count === 0 || (count >= (it.min_values ?? 1) && count <= (it.max_values ?? 1))
}

const unfitting = {
  ...problem('There must be as many default values as may be chosen'),
  path: ['default_values'],
}

const checked = <T extends z.ZodType<WithDefaults>>(select: T): T =>
  select.refine(isOrdered, disordered).refine(fitDefaults, unfitting)

const channelTypes = z
  .array(z.literal([0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16]))
  .refine((types) => new Set(types).size === types.length, problem('Each type may stand here once'))

const userSelect = checked(z.object({ type: z.literal(5), ...fields, default_values: defaultsOf('user') }))
const roleSelect = checked(z.object({ type: z.literal(6), ...fields, default_values: defaultsOf('role') }))
const mentionableSelect = checked(
  z.object({ type: z.literal(7), ...fields, default_values: defaultsOf('user', 'role') }),
)
const channelSelect = checked(
  z.object({
    type: z.literal(8),
    ...fields,
    channel_types: channelTypes.nullish(),
    default_values: defaultsOf('channel'),
  }),
)

/** The five selects: of the bot's own options (3), users (5), roles (6), both (7), channels (8). */
export const selects = [stringSelect, userSelect, roleSelect, mentionableSelect, channelSelect] as const

const inModal = <T extends z.ZodType<{ readonly disabled?: boolean | null | undefined }>>(select: T): T =>
  select.refine((it) => it.disabled !== true, {
    ...problem('A select in a modal cannot be disabled'),
    path: ['disabled'],
  })

/** The same in a modal, where none can be disabled. */
export const modalSelects = [
  inModal(stringSelect),
  inModal(userSelect),
  inModal(roleSelect),
  inModal(mentionableSelect),
  inModal(channelSelect),
] as const
