import { z } from 'zod'
import { list, text } from './form.ts'
import type { JsonObject } from './json.ts'

const LOCALES = [
  ...['ar', 'bg', 'cs', 'da', 'de', 'el', 'en-GB', 'en-US', 'es-419', 'es-ES', 'fi', 'fr', 'he', 'hi', 'hr'],
  ...['hu', 'id', 'it', 'ja', 'ko', 'lt', 'nl', 'no', 'pl', 'pt-BR', 'ro', 'ru', 'sv-SE', 'th', 'tr', 'uk'],
  ...['vi', 'zh-CN', 'zh-TW'],
] as const

const slashName = text(1, 32).refine(
  (name) => /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u.test(name) && name === name.toLowerCase(),
  { message: 'Command name is invalid', params: { code: 'APPLICATION_COMMAND_INVALID_NAME' } },
)

const localized = (value: z.ZodType<string>) => z.partialRecord(z.enum(LOCALES), value).nullish()

const choice = z.object({
  name: text(1, 100),
  name_localizations: localized(text(1, 100)),
  value: z.union([text(1, 100), z.number()]),
})

const plainOption = z.object({
  type: z.number().int().min(3).max(11),
  name: slashName,
  name_localizations: localized(slashName),
  description: text(1, 100),
  description_localizations: localized(text(1, 100)),
  required: z.boolean().nullish(),
  autocomplete: z.boolean().nullish(),
  choices: list(choice, 0, 25).nullish(),
  channel_types: z.array(z.number()).nullish(),
  min_length: z.number().int().min(0).max(6000).nullish(),
  max_length: z.number().int().min(1).max(6000).nullish(),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
})

const group = <T extends z.ZodType>(type: 1 | 2, inner: T) =>
  z.object({
    type: z.literal(type),
    name: slashName,
    name_localizations: localized(slashName),
    description: text(1, 100),
    description_localizations: localized(text(1, 100)),
    options: list(inner, 0, 25).nullish(),
  })

const subcommand = group(1, plainOption)
const option = z.union([subcommand, group(2, subcommand), plainOption])

const shared = {
  name_localizations: localized(text(1, 32)),
  description_localizations: localized(text(1, 100)),
  default_member_permissions: z.union([z.string().regex(/^\d+$/), z.number().int()]).nullish(),
  dm_permission: z.boolean().nullish(),
  contexts: z.array(z.literal([0, 1, 2])).nullish(),
  integration_types: z.array(z.literal([0, 1])).nullish(),
  nsfw: z.boolean().nullish(),
}

const requiredFirst = (flags: readonly boolean[]): boolean =>
  flags.every((required, index) => !required || index === 0 || flags[index - 1] === true)

const uniqueNames = (options: readonly { name: string }[]): boolean =>
  new Set(options.map(({ name }) => name)).size === options.length

const optionList = list(option, 0, 25)
  .refine((options) => uniqueNames(options), {
    message: 'Option name already used',
    params: { code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS' },
  })
  .refine((options) => requiredFirst(options.map((item) => 'required' in item && item.required === true)), {
    message: 'Required options must be placed before non-required options',
    params: { code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID' },
  })

const slash = z.object({
  ...shared,
  type: z.literal(1).nullish(),
  name: slashName,
  description: text(1, 100),
  options: optionList.nullish(),
})

const menu = z.object({
  ...shared,
  type: z.literal([2, 3]),
  name: text(1, 32),
  description: z.literal('').nullish(),
  options: z.array(z.never()).nullish(),
})

/** What Discord accepts as a command: slash (type 1), user (2) or message (3) menu entry. */
export const commandForm = z.union([menu, slash])

/** What Discord accepts as a change to a command; the whole is read again afterwards. */
export const commandPatchForm = z.object({
  ...shared,
  name: z.string().optional(),
  description: z.string().nullish(),
  options: z.array(z.unknown()).nullish(),
})

/** A command as it was sent for registration. */
export type CommandForm = z.infer<typeof commandForm>

/** An option of a command that takes a value. */
export type PlainOption = z.infer<typeof plainOption>

/** A registered command; the id stays while its name and type stay. */
export type Command = {
  readonly id: string
  readonly version: string
  readonly guildId: string | undefined
  readonly form: CommandForm
}

const withoutUnset = (form: object): JsonObject =>
  Object.fromEntries(
    Object.entries(form)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, Array.isArray(value) ? value.map(bare) : value]),
  )

const bare = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? withoutUnset(value) : value

/** The command as Discord's API lists it; localizations only when they were asked for. */
export const commandJson = (
  command: Command,
  applicationId: string,
  withLocalizations: boolean,
): JsonObject => {
  const { form } = command
  return {
    ...withoutUnset(form),
    id: command.id,
    application_id: applicationId,
    version: command.version,
    guild_id: command.guildId,
    type: form.type ?? 1,
    description: form.description ?? '',
    default_member_permissions: form.default_member_permissions?.toString() ?? null,
    dm_permission: command.guildId === undefined ? (form.dm_permission ?? true) : undefined,
    contexts: command.guildId === undefined ? (form.contexts ?? null) : null,
    integration_types: command.guildId === undefined ? (form.integration_types ?? [0]) : undefined,
    nsfw: form.nsfw ?? false,
    name_localizations: withLocalizations ? (form.name_localizations ?? null) : undefined,
    description_localizations: withLocalizations ? (form.description_localizations ?? null) : undefined,
  }
}
