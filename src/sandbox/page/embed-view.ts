import { z } from 'zod'
import type { EmbedView } from './view/message.ts'

/** An embed of Discord's API as the page shows it. */
export const embed = z
  .object({
    title: z.string().nullish(),
    description: z.string().nullish(),
    color: z.number().nullish(),
    footer: z.object({ text: z.string() }).nullish(),
    fields: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  })
  .transform(
    (it): EmbedView => ({
      title: it.title ?? '',
      description: it.description ?? '',
      color: `#${(it.color ?? 0x1e1f22).toString(16).padStart(6, '0')}`,
      footer: it.footer?.text ?? '',
      fields: it.fields ?? [],
    }),
  )
