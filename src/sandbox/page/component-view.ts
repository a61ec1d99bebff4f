import { z } from 'zod'
import { fileAddress } from './file-address.ts'
import { selectFields, selectView } from './select-view.ts'
import type { BlockView, ControlView, MediaView } from './view/components.ts'

type Button = Extract<ControlView, { type: 'button' }>

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
    (it): Button => ({
      type: 'button',
      customId: it.custom_id ?? '',
      label: it.label ?? '',
      emoji: it.emoji?.name ?? '',
      style: styles[it.style - 1] ?? 'secondary',
      disabled: it.disabled ?? false,
      url: it.url ?? '',
    }),
  )

const select = selectFields.transform(
  (it): ControlView => ({
    type: 'select',
    customId: it.custom_id,
    disabled: it.disabled ?? false,
    select: selectView(it),
  }),
)

const row = z
  .object({ type: z.literal(1), components: z.array(z.union([button, select])) })
  .transform((it): BlockView => ({ type: 'row', controls: it.components }))

const text = z
  .object({ type: z.literal(10), content: z.string() })
  .transform((it): BlockView => ({ type: 'text', content: it.content }))

const line = z
  .object({ type: z.literal(14), divider: z.boolean().nullish(), spacing: z.number().nullish() })
  .transform((it): BlockView => ({ type: 'line', shown: it.divider ?? true, large: it.spacing === 2 }))

const address = z
  .object({ url: z.string(), attachment_id: z.string().nullish() })
  .transform(({ url, attachment_id: id }) => ({
    url: id ? fileAddress(id) : url,
    name: decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? ''),
  }))

const said = { description: z.string().nullish(), spoiler: z.boolean().nullish() }

const media = z.object({ media: address, ...said }).transform(
  (it): MediaView => ({
    ...it.media,
    description: it.description ?? '',
    spoiler: it.spoiler ?? false,
  }),
)

const section = z
  .object({
    type: z.literal(9),
    components: z.array(z.object({ content: z.string() })),
    accessory: z.union([button, media]),
  })
  .transform(
    (it): BlockView => ({
      type: 'section',
      texts: it.components.map(({ content }) => content),
      beside: it.accessory,
    }),
  )

const gallery = z
  .object({ type: z.literal(12), items: z.array(media) })
  .transform((it): BlockView => ({ type: 'gallery', items: it.items }))

const file = z.object({ type: z.literal(13), file: address, spoiler: z.boolean().nullish() }).transform(
  (it): BlockView => ({
    type: 'file',
    file: { ...it.file, description: '', spoiler: it.spoiler ?? false },
  }),
)

const inner = z.union([row, text, line, section, gallery, file])

const hex = (color: number): string => `#${color.toString(16).padStart(6, '0')}`

const container = z
  .object({
    type: z.literal(17),
    components: z.array(inner),
    accent_color: z.number().nullish(),
    spoiler: z.boolean().nullish(),
  })
  .transform(
    (it): BlockView => ({
      type: 'container',
      color: typeof it.accent_color === 'number' ? hex(it.accent_color) : undefined,
      spoiler: it.spoiler ?? false,
      blocks: it.components,
    }),
  )

const block = z.union([inner, container])

/** A message's components as the page shows them; one of a type that it does not know is left out. */
export const blocksOf = (components: readonly unknown[]): readonly BlockView[] =>
  components.flatMap((component) => block.safeParse(component).data ?? [])
