import { z } from 'zod'
import type { BlockView, ControlView } from './view/components.ts'

const styles = ['primary', 'secondary', 'success', 'danger', 'link'] as const

const button = z
  .object({
    type: z.literal(2),
    style: z.number(),
    custom_id: z.string().nullish(),
    label: z.string().nullish(),
    disabled: z.boolean().nullish(),
    url: z.string().nullish(),
    emoji: z.object({ name: z.string().nullish() }).nullish(),
  })
  .transform(
    (it): ControlView => ({
      type: 'button',
      customId: it.custom_id ?? '',
      label: it.label ?? '',
      emoji: it.emoji?.name ?? '',
      style: styles[it.style - 1] ?? 'secondary',
      disabled: it.disabled ?? false,
      url: it.url ?? '',
    }),
  )

/** A choice of a select menu, of a radio group or of checkboxes, as Discord's API has it. */
export const choice = z
  .object({
    label: z.string(),
    value: z.string(),
    description: z.string().nullish(),
    default: z.boolean().nullish(),
  })
  .transform(({ label, value, description, default: chosen }) => ({
    ...{ label, value, description: description ?? '', chosen: chosen ?? false },
  }))

const select = z
  .object({
    type: z.literal(3),
    custom_id: z.string(),
    placeholder: z.string().nullish(),
    disabled: z.boolean().nullish(),
    options: z.array(choice),
  })
  .transform(
    (it): ControlView => ({
      type: 'select',
      customId: it.custom_id,
      placeholder: it.placeholder ?? '',
      disabled: it.disabled ?? false,
      choices: it.options,
    }),
  )

const row = z
  .object({ type: z.literal(1), components: z.array(z.union([button, select])) })
  .transform((it): readonly BlockView[] => [{ type: 'row', controls: it.components }])

const text = z
  .object({ type: z.literal(10), content: z.string() })
  .transform((it): readonly BlockView[] => [{ type: 'text', content: it.content }])

const line = z.object({ type: z.literal(14) }).transform((): readonly BlockView[] => [{ type: 'line' }])

const simple = z.union([row, text, line])

const section = z
  .object({ type: z.literal(9), components: z.array(text), accessory: button.optional().catch(undefined) })
  .transform(({ components, accessory }): readonly BlockView[] => [
    ...components.flat(),
    ...(accessory === undefined ? [] : [{ type: 'row', controls: [accessory] } as const]),
  ])

const container = z
  .object({ type: z.literal(17), components: z.array(z.union([simple, section])) })
  .transform((it): readonly BlockView[] => it.components.flat())

const block = z.union([simple, section, container])

/** A message's components as the page shows them; one of a type that it does not know is left out. */
export const blocksOf = (components: readonly unknown[]): readonly BlockView[] =>
  components.flatMap((component) => block.safeParse(component).data ?? [])
