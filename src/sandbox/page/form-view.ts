import { z } from 'zod'
import type { Interaction } from '../discord/interaction.ts'
import { choice } from './component-view.ts'
import type { FieldView, FormView } from './view/form.ts'

type Filled = Pick<FieldView, 'customId' | 'required' | 'input'>

const named = { custom_id: z.string(), required: z.boolean().nullish() }

const filled = (
  given: { custom_id: string; required?: boolean | null | undefined },
  input: FieldView['input'],
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
    max_length: z.number().nullish(),
  })
  .transform((it) =>
    filled(it, {
      type: 'text',
      long: it.style === 2,
      value: it.value ?? '',
      placeholder: it.placeholder ?? '',
      maxLength: it.max_length ?? 4000,
    }),
  )

const choices = z
  .object({
    ...named,
    type: z.literal([3, 21, 22]),
    max_values: z.number().nullish(),
    options: z.array(choice),
  })
  .transform((it) => {
    const many = it.type === 22 || (it.max_values ?? 1) > 1
    return filled(it, { type: 'choices', many, drawn: it.type === 3 ? 'menu' : 'list', choices: it.options })
  })

const checkbox = z
  .object({ ...named, type: z.literal(23), default: z.boolean().nullish() })
  .transform((it) => filled({ ...it, required: false }, { type: 'checkbox', checked: it.default ?? false }))

const files = z
  .object({ ...named, type: z.literal(19), max_values: z.number().nullish() })
  .transform((it) => filled(it, { type: 'files', many: (it.max_values ?? 1) > 1 }))

const label = z
  .object({
    type: z.literal(18),
    label: z.string(),
    description: z.string().nullish(),
    component: z.union([textInput, choices, checkbox, files]),
  })
  .transform((it) => ({ ...it.component, label: it.label, description: it.description ?? '' }))

const text = z.object({ type: z.literal(10), content: z.string() }).transform((it) => ({ text: it.content }))

const part = z.union([label, text])

/** The form that the interaction was answered with, if it was. */
export const formOf = (interaction: Interaction): FormView | undefined => {
  const { state } = interaction
  if (state.type !== 'acknowledged' || state.modal === undefined) return undefined
  const parts = state.modal.components.flatMap((component) => part.safeParse(component).data ?? [])
  return { interactionId: interaction.id, userId: interaction.userId, title: state.modal.title, parts }
}
