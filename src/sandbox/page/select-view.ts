import { z } from 'zod'
import type { ChoiceView, SelectView } from './view/components.ts'

/** A choice of a select menu, of a radio group or of a checkbox group, as Discord's API has it. */
export const choice = z
  .object({
    label: z.string(),
    value: z.string(),
    description: z.string().nullish(),
    default: z.boolean().nullish(),
    emoji: z.object({ name: z.string().nullish() }).nullish(),
  })
  .transform(
    ({ label, value, description, default: chosen, emoji }): ChoiceView => ({
      ...{ label, value, description: description ?? '', chosen: chosen ?? false },
      emoji: emoji?.name ?? '',
    }),
  )

const picks = { 3: 'options', 5: 'users', 6: 'roles', 7: 'mentionables', 8: 'channels' } as const

/** A select menu as Discord's API has it. */
export const selectFields = z.object({
  type: z.literal([3, 5, 6, 7, 8]),
  custom_id: z.string(),
  placeholder: z.string().nullish(),
  disabled: z.boolean().nullish(),
  required: z.boolean().nullish(),
  min_values: z.number().nullish(),
  max_values: z.number().nullish(),
  options: z.array(choice).nullish(),
  default_values: z.array(z.object({ id: z.string() })).nullish(),
  channel_types: z.array(z.number()).nullish(),
})

/** The select menu as the page shows it. */
export const selectView = (it: z.infer<typeof selectFields>): SelectView => {
  const choices = it.options ?? []
  return {
    picks: picks[it.type],
    placeholder: it.placeholder ?? '',
    min: it.min_values ?? 1,
    max: it.max_values ?? 1,
    choices,
    defaults:
      it.type === 3
        ? choices.filter(({ chosen }) => chosen).map(({ value }) => value)
        : (it.default_values ?? []).map(({ id }) => id),
    channelTypes: it.channel_types ?? [],
  }
}
