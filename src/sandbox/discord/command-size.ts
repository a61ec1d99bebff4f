import type { CommandForm } from './command.ts'
import { lengthOf } from './form.ts'

/** How many characters a command may have in all. */
export const maxCommandSize = 8000

type Localized = Readonly<Record<string, string | undefined>> | null | undefined

/** Of a text and its translations the longest counts. */
const longest = (text: string, translations: Localized): number =>
  Math.max(lengthOf(text), ...Object.values(translations ?? {}).map((one) => lengthOf(one ?? '')))

type Sized = {
  readonly name: string
  readonly name_localizations?: Localized
  readonly description?: string | null | undefined
  readonly description_localizations?: Localized
  readonly options?: readonly Sized[] | null | undefined
  readonly choices?:
    | readonly {
        readonly name: string
        readonly name_localizations?: Localized
        readonly value: string | number
      }[]
    | null
    | undefined
}

const sizeOf = (command: Sized): number =>
  longest(command.name, command.name_localizations) +
  longest(command.description ?? '', command.description_localizations) +
  (command.options ?? []).reduce((sum, option) => sum + sizeOf(option), 0) +
  (command.choices ?? []).reduce(
    (sum, { name, name_localizations: names, value }) => sum + longest(name, names) + lengthOf(String(value)),
    0,
  )

/**
 * The characters of a command's names, descriptions and values, with its options, sub-commands and choices
 * (https://docs.discord.com/developers/interactions/application-commands#slash-commands).
 */
export const commandSize = (form: CommandForm): number => sizeOf(form)
