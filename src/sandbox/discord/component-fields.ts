import { z } from 'zod'
import { snowflake, text } from './form.ts'

/** The number of a component; Discord numbers those that have none. */
export const id = z.number().int().min(0).nullish()

/** What the bot recognises a component by. */
export const customId = text(1, 100)

/** An emoji on a button or beside an option. */
export const emoji = z.object({
  id: snowflake.nullish(),
  name: text(0, 32).nullish(),
  animated: z.boolean().nullish(),
})

/** What is wrong with a component, as `refine` takes it. */
export const problem = (message: string, code = 'COMPONENT_INVALID') => ({ message, params: { code } })

/** One choice of a select, a radio group or a checkbox group. */
export const option = z.object({
  label: text(1, 100),
  value: text(1, 100),
  description: text(0, 100).nullish(),
  default: z.boolean().nullish(),
})

type Options = readonly { readonly value: string; readonly default?: boolean | null | undefined }[]

/** Whether every option has a value of its own. */
export const haveOwnValues = (options: Options): boolean =>
  new Set(options.map(({ value }) => value)).size === options.length

/** What `haveOwnValues` says where it is not so. */
export const valueTwice = problem(
  'The specified option value is already used',
  'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
)

/** How many options are chosen before anybody has chosen. */
export const defaultCount = (options: Options): number => options.filter((it) => it.default === true).length
