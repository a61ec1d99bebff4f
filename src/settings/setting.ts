import { z } from 'zod'
import type { Level } from './level.ts'

/** How a setting is shown and changed. */
export type Kind =
  | { readonly type: 'choice'; readonly values: readonly string[] }
  | { readonly type: 'switch' }
  | { readonly type: 'number'; readonly least: number; readonly most: number }
  | { readonly type: 'text'; readonly longest: number }
  /** `canBeNone`: no model at all is a choice too, by the word `none`. */
  | { readonly type: 'model'; readonly canBeNone?: true }
  | { readonly type: 'members' }
  | { readonly type: 'channels' }
  | { readonly type: 'channel' }

/** How far the operator lets others go. */
export type Bounds = {
  /** The models that may be chosen; absent: all. */
  readonly models?: readonly string[] | undefined
  /** The most messages of one answer. */
  readonly messages: number
  /** The most people who are answered side by side in a channel. */
  readonly parallel: number
}

/** The settings that are changed together in one form, which Discord lets have five fields. */
export const groups = ['claude', 'replies', 'access', 'moderation'] as const

/** The settings of one form. */
export type Group = (typeof groups)[number]

/** The values of a setting within the operator's bounds, and how they are shown and changed. */
type Form<T> = { readonly kind: (bounds: Bounds) => Kind; readonly schema: (bounds: Bounds) => z.ZodType<T> }

/** What a setting is, said once. */
export type Setting<T> = Form<T> & {
  /** Its name in the store, in `/settings` and in `FIXED_SETTINGS`. */
  readonly name: SettingName
  readonly group: Group
  /** The levels below the operator's at which it can be set. */
  readonly levels: readonly Level[]
  /** The value where nobody, not even the operator, has set one. */
  readonly otherwise: T
  /** The variable in which the operator sets it; absent if there is none. */
  readonly variable?: string
}

/** The names of the settings, in the order in which they are shown. */
export const settingNames = [
  'model',
  'effort',
  'persona',
  'search',
  'thinking',
  'footer',
  'price',
  'messages',
  'quote',
  'notify',
  'allowed',
  'denied',
  'channels',
  'ignored',
  'moderators',
  'parallel',
  'cheaper',
  'cheaper-from',
  'tables',
] as const

/** The name of a setting. */
export type SettingName = (typeof settingNames)[number]

/** Roles and people of a server, by their ids. Nobody is listed if both are empty. */
export type Members = { readonly roles: readonly string[]; readonly people: readonly string[] }

const id = z.string().regex(/^\d{15,20}$/)
const ids = z.array(id)

/** A setting of a form. */
export const define = <N extends SettingName, T>(
  name: N,
  form: Form<T>,
  rest: Omit<Setting<NoInfer<T>>, 'name' | 'kind' | 'schema'>,
): Setting<T> & { readonly name: N } => ({ name, ...form, ...rest })

/** One of some words. */
export const choice = <const V extends readonly [string, ...string[]]>(values: V) => ({
  kind: (): Kind => ({ type: 'choice', values }),
  schema: () => z.enum(values),
})

/** On or off. */
export const onOff = { kind: (): Kind => ({ type: 'switch' }), schema: () => z.boolean() }

/** A number from `least` to `most`, which the operator can bound. People set whole numbers. */
export const numberUpTo = (least: number, most: (bounds: Bounds) => number) => ({
  kind: (bounds: Bounds): Kind => ({ type: 'number', least, most: most(bounds) }),
  schema: (bounds: Bounds) => z.number().min(least).max(most(bounds)),
})

/** Words of people, at most `longest` characters. */
export const text = (longest: number) => ({
  kind: (): Kind => ({ type: 'text', longest }),
  schema: () => z.string().max(longest),
})

/** One of the models that the operator allows, by its id. */
export const modelId = {
  kind: (): Kind => ({ type: 'model' }),
  schema: ({ models }: Bounds) => z.string().refine((model) => models?.includes(model) ?? true),
}

/** The value of a setting for a model that says: none. */
export const noModel = 'none'

/** The same, or none. */
export const modelIdOrNone = {
  kind: (): Kind => ({ type: 'model', canBeNone: true }),
  schema: (bounds: Bounds) => modelId.schema(bounds).or(z.literal(noModel)),
}

/** Roles and people. */
export const members = {
  kind: (): Kind => ({ type: 'members' }),
  schema: (): z.ZodType<Members> => z.object({ roles: ids, people: ids }),
}

/** Channels and categories. */
export const channelList = { kind: (): Kind => ({ type: 'channels' }), schema: () => ids }

/** One channel of the server; empty for none. */
export const oneChannel = { kind: (): Kind => ({ type: 'channel' }), schema: () => id.or(z.literal('')) }
