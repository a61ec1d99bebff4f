import { z } from 'zod'

const row = z.object({
  title: z.string(),
  /** The series, the largest first. */
  keys: z.array(z.string()),
  /** The series that stands for those that are too many. */
  others: z.string().optional(),
  cells: z.array(z.object({ day: z.string(), key: z.string(), dollars: z.number(), tokens: z.number() })),
})

/** What is drawn: each row has its cost on the left and its tokens on the right, a bar for each day. */
export const picture = z.object({
  theme: z.enum(['light', 'dark']),
  title: z.string(),
  days: z.array(z.object({ day: z.string(), label: z.string() })),
  rows: z.array(row),
  words: z.object({ cost: z.string(), tokens: z.string() }),
})

export type Picture = z.infer<typeof picture>
