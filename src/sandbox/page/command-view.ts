import { z } from 'zod'
import { bitsOf } from '../discord/permissions.ts'
import type { CommandView, OptionView, Wording } from './view/command.ts'

const kinds: Readonly<Record<number, OptionView['kind']>> = {
  3: 'text',
  4: 'integer',
  5: 'boolean',
  6: 'user',
  7: 'channel',
  8: 'role',
  9: 'user',
  10: 'number',
  11: 'file',
}

const words = z.record(z.string(), z.string().nullish()).nullish()

type Words = z.infer<typeof words>

const wording = (text: string, others: Words): Wording => ({
  ...Object.fromEntries(
    Object.entries(others ?? {}).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  ),
  default: text,
})

const named = { name: z.string(), name_localizations: words }
const described = { ...named, description: z.string(), description_localizations: words }

const option = z
  .object({
    ...described,
    type: z.number().min(3),
    required: z.boolean().nullish(),
    autocomplete: z.boolean().nullish(),
    max_length: z.number().nullish(),
    choices: z.array(z.object({ ...named, value: z.union([z.string(), z.number()]) })).nullish(),
  })
  .transform(
    (it): OptionView => ({
      name: it.name,
      label: wording(it.name, it.name_localizations),
      description: wording(it.description, it.description_localizations),
      kind: kinds[it.type] ?? 'text',
      required: it.required ?? false,
      suggests: it.autocomplete ?? false,
      maxLength: it.max_length ?? undefined,
      choices: (it.choices ?? []).map((choice) => ({
        label: wording(choice.name, choice.name_localizations),
        value: String(choice.value),
      })),
    }),
  )

const subcommand = z.object({ ...described, type: z.literal(1), options: z.array(option).nullish() })
const group = z.object({ ...described, type: z.literal(2), options: z.array(subcommand) })

const command = z.object({
  ...described,
  type: z.literal([1, 2, 3]),
  options: z.array(z.union([subcommand, group, option])).nullish(),
  default_member_permissions: z.string().nullish(),
  contexts: z.array(z.number()).nullish(),
  integration_types: z.array(z.number()).nullish(),
  guild_id: z.string().nullish(),
})

type Part = {
  name: string
  name_localizations?: Words
  description: string
  description_localizations?: Words
}

type Offer = Pick<CommandView, 'needs' | 'contexts' | 'installs' | 'guildId'>

/** Nobody but administrators uses what needs "0". */
const neededBits = (asked: string | null | undefined): bigint => {
  if (asked === null || asked === undefined) return 0n
  return asked === '0' ? bitsOf(['ADMINISTRATOR']) : BigInt(asked)
}

const offerOf = (given: z.infer<typeof command>): Offer => ({
  needs: (neededBits(given.default_member_permissions) | bitsOf(['USE_APPLICATION_COMMANDS'])).toString(),
  contexts: given.contexts ?? [0, 1, 2],
  installs: given.integration_types ?? [0],
  guildId: given.guild_id ?? undefined,
})

const joined = (
  [given, ...inner]: readonly [z.infer<typeof command>, ...Part[]],
  options: readonly OptionView[],
): CommandView => {
  const parts: readonly Part[] = [given, ...inner]
  const last = inner.at(-1) ?? given
  const locales = [...new Set(parts.flatMap((part) => Object.keys(part.name_localizations ?? {})))]
  const inLocale = (locale: string) =>
    parts.map((part) => part.name_localizations?.[locale] ?? part.name).join(' ')
  const others = Object.fromEntries(locales.map((locale) => [locale, inLocale(locale)]))
  const name = parts.map((part) => part.name).join(' ')
  return {
    name,
    label: wording(name, others),
    kind: 'slash',
    description: wording(last.description, last.description_localizations),
    options,
    ...offerOf(given),
  }
}

const slashViews = (given: z.infer<typeof command>): CommandView[] => {
  const options = given.options ?? []
  const subcommands = options.flatMap((it) => {
    if (!('type' in it)) return []
    return it.type === 1
      ? joined([given, it], it.options ?? [])
      : it.options.flatMap((inner) => joined([given, it, inner], inner.options ?? []))
  })
  if (subcommands.length > 0) return subcommands
  const plain = options.flatMap((it) => ('type' in it ? [] : [it]))
  return [joined([given], plain)]
}

const menuView = (given: z.infer<typeof command>): CommandView => ({
  name: given.name,
  label: wording(given.name, given.name_localizations),
  kind: given.type === 2 ? 'user' : 'message',
  description: { default: '' },
  options: [],
  ...offerOf(given),
})

/** The registered commands as the page offers them; each subcommand stands for itself. */
export const commandViews = (registered: readonly unknown[]): readonly CommandView[] =>
  registered.flatMap((given) => {
    const { data } = command.safeParse(given)
    if (data === undefined) return []
    return data.type === 1 ? slashViews(data) : [menuView(data)]
  })
