import { z } from 'zod'
import { allComponents, duplicateOf } from './component-tree.ts'
import { messageComponent } from './components.ts'
import { lengthOf, list, snowflake, text } from './form.ts'
import type { JsonObject } from './json.ts'
import { messageFlags } from './message.ts'
import { type FormProblem, Refusal, refuse, refuseForm } from './refusal.ts'

/** A text of an embed, trimmed before it is counted, as Discord does. */
const trimmed = (min: number, max: number) => z.string().trim().pipe(text(min, max))

const embed = z.object({
  title: trimmed(0, 256).nullish(),
  description: trimmed(0, 4096).nullish(),
  url: text(0, 2048).nullish(),
  timestamp: z.iso.datetime({ offset: true }).nullish(),
  color: z.number().int().min(0).max(0xffffff).nullish(),
  footer: z.object({ text: trimmed(1, 2048), icon_url: text(0, 2048).nullish() }).nullish(),
  author: z
    .object({ name: trimmed(1, 256), url: text(0, 2048).nullish(), icon_url: text(0, 2048).nullish() })
    .nullish(),
  image: z.object({ url: text(1, 2048) }).nullish(),
  thumbnail: z.object({ url: text(1, 2048) }).nullish(),
  fields: list(
    z.object({ name: trimmed(1, 256), value: trimmed(1, 1024), inline: z.boolean().nullish() }),
    0,
    25,
  ).nullish(),
})

type Embed = z.infer<typeof embed>

const embedLength = (it: Embed): number =>
  [
    it.title,
    it.description,
    it.footer?.text,
    it.author?.name,
    ...(it.fields ?? []).flatMap(({ name, value }) => [name, value]),
  ].reduce((sum, part) => sum + lengthOf(part ?? ''), 0)

const embeds = list(embed, 0, 10).refine((all) => all.reduce((sum, it) => sum + embedLength(it), 0) <= 6000, {
  message: 'Embed size exceeds maximum size of 6000',
  params: { code: 'MAX_EMBED_SIZE_EXCEEDED' },
})

const allowedMentions = z
  .object({
    parse: z.array(z.enum(['users', 'roles', 'everyone'])).nullish(),
    users: list(snowflake, 0, 100).nullish(),
    roles: list(snowflake, 0, 100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .refine((it) => !(it.parse?.includes('users') && (it.users?.length ?? 0) > 0), {
    message: 'parse:["users"] and users: [ids...] are mutually exclusive.',
    params: { code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE' },
  })

/** What is parsed for pings; absent means Discord's defaults. */
export type AllowedMentions = z.infer<typeof allowedMentions>

/** What a message can be made of, for posts, edits and interaction answers alike. */
export const messageForm = z.object({
  content: text(0, 2000).nullish(),
  embeds: embeds.nullish(),
  components: z.array(messageComponent).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  flags: z.number().int().nullish(),
  attachments: z
    .array(
      z.object({
        id: z.string(),
        filename: text(1, 1024).nullish(),
        description: text(0, 1024).nullish(),
      }),
    )
    .nullish(),
  tts: z.boolean().nullish(),
  nonce: z.union([text(0, 25), z.number().int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z
    .object({
      message_id: snowflake,
      channel_id: snowflake.nullish(),
      guild_id: snowflake.nullish(),
      fail_if_not_exists: z.boolean().nullish(),
    })
    .nullish(),
})

/** A message's form after it was read. */
export type MessageForm = z.infer<typeof messageForm>

const V2_TEXT = 4000

/** Bytes above which Discord answers 500 for a message of n text displays (thread 8554): 10170 - 12n. */
const v2Bytes = (displays: number): number => 10_170 - 12 * displays

const layoutProblems = (form: MessageForm, components: readonly JsonObject[]): FormProblem[] => {
  const all = allComponents(components)
  const problems: FormProblem[] = []
  const say = (path: string, code: string, message: string) => problems.push({ path: [path], code, message })
  if (duplicateOf(components, 'custom_id') !== undefined)
    say('components', 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated')
  if (duplicateOf(components, 'id') !== undefined)
    say('components', 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated')
  const isV2 = ((form.flags ?? 0) & messageFlags.IS_COMPONENTS_V2) !== 0
  if (!isV2) {
    if (components.length > 5) say('components', 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.')
    if (components.some((it) => it['type'] !== 1))
      say('components', 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).')
    return problems
  }
  for (const field of ['content', 'embeds'] as const) {
    const value = form[field]
    if (value && value.length > 0)
      say(
        field,
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      )
  }
  if (all.length > 40) say('components', 'COMPONENT_MAX_TOTAL', 'Must be 40 or fewer in total.')
  return problems
}

const checkV2Text = (components: readonly JsonObject[]): void => {
  const texts = allComponents(components).flatMap((it) =>
    it['type'] === 10 && typeof it['content'] === 'string' ? [it['content']] : [],
  )
  if (texts.reduce((sum, it) => sum + lengthOf(it), 0) > V2_TEXT)
    throw refuseForm([
      {
        path: ['components'],
        code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
        message: `Displayable text size exceeds maximum size of ${V2_TEXT}`,
      },
    ])
  if (texts.reduce((sum, it) => sum + Buffer.byteLength(it), 0) > v2Bytes(texts.length))
    throw new Refusal(500, { message: '500: Internal Server Error', code: 0 })
}

/** Refuses what the fields allow one by one but not together: layout, Components V2 and its text. */
export const checkLayout = (form: MessageForm, components: readonly JsonObject[]): void => {
  const problems = layoutProblems(form, components)
  if (problems.length > 0) throw refuseForm(problems)
  if (((form.flags ?? 0) & messageFlags.IS_COMPONENTS_V2) !== 0) checkV2Text(components)
}

/** Refuses flags that cannot be set on this route, by Discord's table of message flags. */
export const checkFlags = (form: MessageForm, allowed: number): void => {
  if (((form.flags ?? 0) & ~allowed) === 0) return
  throw refuseForm([
    { path: ['flags'], code: 'BITFIELD_INVALID', message: `Flags ${form.flags} may only set ${allowed}.` },
  ])
}

/** Refuses a new message that would show nothing. */
export const checkNotEmpty = (form: MessageForm, fileCount: number): void => {
  const parts = [form.embeds?.length, form.components?.length, fileCount]
  if ((form.content ?? '').trim() === '' && parts.every((count) => !count)) throw refuse('emptyMessage')
}
