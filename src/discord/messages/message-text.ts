import { z } from 'zod'

const text = z.string().nullish().catch(undefined)

/** Those of a list that have the form of `item`. What is no list is an empty one. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .catch([])
    .default([])
    .transform((all) =>
      all.flatMap((one) => {
        const { data } = item.safeParse(one)
        return data === undefined ? [] : [data]
      }),
    )

const list = listOf
const media = z.object({ url: text }).nullish().catch(undefined)

const embedSchema = z.object({
  author: z.object({ name: text }).nullish().catch(undefined),
  title: text,
  url: text,
  description: text,
  fields: list(z.object({ name: text, value: text })),
  footer: z.object({ text }).nullish().catch(undefined),
  image: media,
  thumbnail: media,
  video: media,
})

const pollMedia = z
  .object({ text, emoji: z.object({ name: text }).nullish().catch(undefined) })
  .nullish()
  .catch(undefined)

const pollSchema = z.object({
  question: pollMedia,
  answers: list(z.object({ answer_id: z.number().nullish(), poll_media: pollMedia })),
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
    ...embeds.map((embed) => block('Embed', embedText(embed))),
    block('Components', componentText(components).join('\n')),
    pollText(poll),
    stickerText(stickers),
  ]
    .filter((part) => part !== '')
    .join('\n')
    .slice(0, mostText)
    .toWellFormed()

/** The names of a message's stickers. Their images cannot be read. */
export const stickerText = (stickers: RichContent['sticker_items']): string =>
  stickers.map(({ name }) => block('Sticker', name ?? '')).join('\n')

const block = (kind: string, content: string): string => (content === '' ? '' : `[${kind}] ${content}`)

const lines = (...parts: readonly (string | null | undefined)[]): string =>
  parts.filter((part) => part).join('\n')

const embedText = (embed: z.infer<typeof embedSchema>): string =>
  lines(
    embed.author?.name,
    embed.title,
    embed.url,
    embed.description,
    ...embed.fields.map(({ name, value }) => [name, value].filter((part) => part).join(': ')),
    embed.footer?.text,
    mediaText('image', embed.image?.url ?? embed.thumbnail?.url),
    mediaText('video', embed.video?.url),
  )

/** What cannot be read is named. */
const mediaText = (kind: string, url: string | null | undefined): string | undefined =>
  url ? `(${kind}: ${url.replace(/[?#].*$/s, '')})` : undefined

/** The question of a poll, with its answers and how many have voted for each as far as Discord tells; empty without one. */
export const pollText = (poll: RichContent['poll']): string =>
  block(
    'Poll',
    lines(
      optionText(poll?.question),
      ...(poll?.answers ?? []).map(({ answer_id: id, poll_media: given }) => {
        const votes = poll?.results?.answer_counts.find((counted) => counted.id === id)?.count
        const shown = votes === undefined ? '' : ` (${votes} ${votes === 1 ? 'vote' : 'votes'})`
        const option = optionText(given)
        return option && `- ${option}${shown}`
      }),
    ),
  )

const optionText = (option: z.infer<typeof pollMedia>): string =>
  [option?.emoji?.name, option?.text].filter((part) => part).join(' ')

const componentSchema = z.object({
  content: text,
  label: text,
  placeholder: text,
  description: text,
  url: text,
  name: text,
  media,
  file: media,
  options: list(z.unknown()),
  items: list(z.unknown()),
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
        const { options, items, components: inner, accessory, component: only } = read.data
        return [
          ...ownText(read.data).flatMap((part) => (part ? [part] : [])),
          ...componentText([...options, ...items, ...inner, accessory, only], depth + 1),
        ]
      })

const ownText = (component: z.infer<typeof componentSchema>) => {
  const { content, label, placeholder, description, url, name, media: shown, file } = component
  return [
    content,
    label,
    placeholder,
    url,
    description,
    name,
    mediaText('image', shown?.url),
    fileText(file?.url, name),
  ]
}

const fileText = (url: string | null | undefined, name: string | null | undefined): string | undefined =>
  name ? undefined : mediaText('file', url)
