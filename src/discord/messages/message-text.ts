import { z } from 'zod'

const text = z.string().nullish().catch(undefined)
const list = <T extends z.ZodType>(item: T) => z.array(item).nullish().catch([])

const embedSchema = z.object({
  author: z.object({ name: text }).nullish().catch(undefined),
  title: text,
  description: text,
  fields: list(z.object({ name: text, value: text })),
  footer: z.object({ text }).nullish().catch(undefined),
})

const pollSchema = z.object({
  question: z.object({ text }).nullish().catch(undefined),
  answers: list(
    z.object({ answer_id: z.number().nullish(), poll_media: z.object({ text }).nullish().catch(undefined) }),
  ),
  results: z
    .object({ answer_counts: list(z.object({ id: z.number(), count: z.number() })) })
    .nullish()
    .catch(undefined),
})

/** The parts of a message besides its content. A part in an undocumented form is left out. */
export const richContentSchema = z.object({
  embeds: list(embedSchema),
  components: list(z.unknown()),
  poll: pollSchema.nullish().catch(undefined),
  sticker_items: list(z.object({ name: text })),
})

export type RichContent = z.infer<typeof richContentSchema>

/** How much text is read from a message besides its content, in UTF-16 units: about Discord's own limits. */
const mostText = 20_000

/**
 * The text of a message's embeds, components, poll and stickers, each block with its kind in brackets. Empty if there
 * are none.
 *
 * @example textCarried({ poll }) // '[Poll] Which tree?\n- Oak (3 votes)'
 */
export const richContentText = ({ embeds, components, poll, sticker_items: stickers }: RichContent): string =>
  [
    ...(embeds ?? []).map((embed) => block('Embed', embedText(embed))),
    block('Components', componentText(components ?? []).join('\n')),
    poll ? block('Poll', pollText(poll)) : '',
    stickerText(stickers),
  ]
    .filter((part) => part !== '')
    .join('\n')
    .slice(0, mostText)
    .toWellFormed()

/** The names of a message's stickers. Their images cannot be read. */
export const stickerText = (stickers: RichContent['sticker_items']): string =>
  (stickers ?? []).map(({ name }) => block('Sticker', name ?? '')).join('\n')

const block = (kind: string, content: string): string => (content === '' ? '' : `[${kind}] ${content}`)

const lines = (...parts: readonly (string | null | undefined)[]): string =>
  parts.filter((part) => part).join('\n')

const embedText = ({ author, title, description, fields, footer }: z.infer<typeof embedSchema>): string =>
  lines(
    author?.name,
    title,
    description,
    ...(fields ?? []).map(({ name, value }) => [name, value].filter((part) => part).join(': ')),
    footer?.text,
  )

/** The question of a poll, with its answers and how many have voted for each as far as Discord tells. */
export const pollText = ({ question, answers, results }: z.infer<typeof pollSchema>): string =>
  lines(
    question?.text,
    ...(answers ?? []).map(({ answer_id: id, poll_media: media }) => {
      const votes = results?.answer_counts?.find((counted) => counted.id === id)?.count
      const shown = votes === undefined ? '' : ` (${votes} ${votes === 1 ? 'vote' : 'votes'})`
      return media?.text ? `- ${media.text}${shown}` : undefined
    }),
  )

const componentSchema = z.object({
  content: text,
  label: text,
  placeholder: text,
  components: list(z.unknown()),
  accessory: z.unknown().optional(),
  component: z.unknown().optional(),
})

/** Components nest at most four deep on Discord. */
const deepest = 6

/** The texts and labels of components, from the top down. */
const componentText = (components: readonly unknown[], depth = 0): readonly string[] =>
  depth > deepest
    ? []
    : components.flatMap((component) => {
        const read = componentSchema.safeParse(component)
        if (!read.success) return []
        const { content, label, placeholder, components: inner, accessory, component: only } = read.data
        return [
          ...[content, label, placeholder].flatMap((part) => (part ? [part] : [])),
          ...componentText([...(inner ?? []), accessory, only], depth + 1),
        ]
      })
