import { z } from 'zod'
import type { Interaction } from '../discord/interaction.ts'
import { choice, selectFields, selectView } from './select-view.ts'
import type { FieldView, FormView, InputView } from './view/form.ts'

type Filled = Pick<FieldView, 'customId' | 'required' | 'input'>

const named = { custom_id: z.string(), required: z.boolean().nullish() }

const filled = (
  given: { custom_id: string; required?: boolean | null | undefined },
  input: InputView,
): Filled => ({
  customId: given.custom_id,
  required: given.required ?? true,
  input,
})

const textInput = z
  .object({
    ...named,
    type: z.literal(4),
    style: z.number(),
    value: z.string().nullish(),
    placeholder: z.string().nullish(),
    min_length: z.number().nullish(),
    max_length: z.number().nullish(),
  })
  .transform((it) =>
    filled(it, {
      type: 'text',
      long: it.style === 2,
      value: it.value ?? '',
      placeholder: it.placeholder ?? '',
      minLength: it.min_length ?? 0,
      maxLength: it.max_length ?? 4000,
    }),
  )

const select = selectFields.transform((it) => filled(it, { type: 'select', select: selectView(it) }))

const radios = z
  .object({ ...named, type: z.literal(21), options: z.array(choice) })
  .transform((it) => filled(it, { type: 'radios', choices: it.options }))

const bounds = { min_values: z.number().nullish(), max_values: z.number().nullish() }

const checks = z
  .object({ ...named, ...bounds, type: z.literal(22), options: z.array(choice) })
  .transform((it) =>
    filled(it, {
      type: 'checks',
      min: it.min_values ?? 1,
      max: it.max_values ?? it.options.length,
      choices: it.options,
    }),
  )

const checkbox = z
  .object({ ...named, type: z.literal(23), default: z.boolean().nullish() })
  .transform((it) => filled({ ...it, required: false }, { type: 'checkbox', checked: it.default ?? false }))

const files = z
  .object({ ...named, ...bounds, type: z.literal(19), file_types: z.array(z.string()).nullish() })
  .transform((it) =>
    filled(it, {
      type: 'files',
      min: it.min_values ?? 1,
      max: it.max_values ?? 1,
      types: it.file_types ?? [],
    }),
  )

const label = z
  .object({
    type: z.literal(18),
    label: z.string(),
    description: z.string().nullish(),
    component: z.union([textInput, select, radios, checks, checkbox, files]),
  })
  .transform((it) => ({ ...it.component, label: it.label, description: it.description ?? '' }))

const text = z.object({ type: z.literal(10), content: z.string() }).transform((it) => ({ text: it.content }))

const part = z.union([label, text])

/** The form that the interaction was answered with, if it was. */
export const formOf = (interaction: Interaction): FormView | undefined => {
  const { id, userId, channelId, state } = interaction
  if (state.type !== 'acknowledged' || state.modal === undefined) return undefined
  const parts = state.modal.components.flatMap((component) => part.safeParse(component).data ?? [])
  return { interactionId: id, userId, channelId, title: state.modal.title, parts }
}
