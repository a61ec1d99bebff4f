import { z } from 'zod'
import type { Message } from '../discord/message.ts'
import { embed } from './embed-view.ts'
import type { ExtrasView } from './view/message.ts'

const counts = z.array(z.object({ id: z.number(), count: z.number() }))

const poll = z
  .object({
    question: z.object({ text: z.string() }),
    answers: z.array(z.object({ answer_id: z.number(), poll_media: z.object({ text: z.string() }) })),
    results: z.object({ answer_counts: counts }).nullish(),
  })
  .transform(({ question, answers, results }): ExtrasView['poll'] => ({
    question: question.text,
    answers: answers.map(({ answer_id, poll_media: { text } }) => ({
      text,
      votes: results?.answer_counts.find(({ id }) => id === answer_id)?.count ?? 0,
    })),
  }))

const stickers = z.array(z.object({ name: z.string() })).transform((items) => items.map(({ name }) => name))

const snapshots = z
  .array(
    z.object({
      message: z.object({
        content: z.string(),
        embeds: z.array(embed),
        sticker_items: stickers.optional(),
      }),
    }),
  )
  .transform(
    ([first]): ExtrasView['forwarded'] =>
      first && {
        content: first.message.content,
        embeds: first.message.embeds,
        stickers: first.message.sticker_items ?? [],
      },
  )

const author = z.object({ username: z.string() }).transform(({ username }) => username)

/** What the message holds beyond its text. A part that cannot be read is left out. */
export const extrasOf = ({ also }: Message): ExtrasView => ({
  poll: poll.safeParse(also?.['poll']).data,
  stickers: stickers.safeParse(also?.['sticker_items']).data ?? [],
  forwarded: snapshots.safeParse(also?.['message_snapshots']).data,
  postedAs: author.safeParse(also?.['author']).data,
})
