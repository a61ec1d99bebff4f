import type { OptionValue, OptionValues } from '../discord/command-options.ts'
import type { NewFile } from '../discord/files.ts'
import type { Discord } from '../discord/start-discord.ts'
import { commandViews } from './command-view.ts'
import type { CommandView, OptionView } from './view/command.ts'

/** Every command that is registered, for all servers and for each. */
export const registeredCommands = (discord: Discord): readonly CommandView[] =>
  commandViews([...discord.commands(), ...discord.guilds().flatMap(({ id }) => discord.commands(id))])

const typedValue = (kind: OptionView['kind'], text: string): OptionValue => {
  switch (kind) {
    case 'integer':
    case 'number': {
      const value = Number(text)
      if (text.trim() === '' || Number.isNaN(value)) throw new Error(`"${text}" is not a number`)
      return value
    }
    case 'boolean':
      return text.toLowerCase() === 'true'
    case 'text':
    case 'user':
    case 'channel':
    case 'role':
    case 'file':
      return text
  }
}

/** What was typed for each option, as values of the option's own type. */
export const optionValues = (
  discord: Discord,
  command: string,
  typed: Readonly<Record<string, string>>,
  files: Readonly<Record<string, NewFile>>,
): OptionValues => {
  const options = registeredCommands(discord).find(
    ({ name, kind }) => name === command && kind === 'slash',
  )?.options
  const values = Object.entries(typed).map(([name, text]) => {
    const kind = options?.find((option) => option.name === name)?.kind ?? 'text'
    return [name, typedValue(kind, text)] as const
  })
  return { ...Object.fromEntries(values), ...files }
}
