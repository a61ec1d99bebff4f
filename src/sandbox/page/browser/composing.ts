import type { CommandView, OptionView } from '../view/command.ts'
import type { Composing } from './state.ts'

/** A command being filled in. */
export type Filling = Extract<Composing, { type: 'command' }>

/** Begins to fill in a command; the first option may have a value already. */
export const startCommand = (command: CommandView, first = ''): Filling => {
  const [option] = command.options
  return {
    type: 'command',
    command,
    values: option === undefined || first === '' ? {} : { [option.name]: first },
    files: {},
    added: [],
    focused: option?.required ? option.name : '',
    suggestions: [],
  }
}

/** What a command can be called by: its name, in any language. */
const namesOf = ({ name, label }: CommandView): readonly string[] => [name, ...Object.values(label)]

/** The box after the text in it has changed: the full name of a command that is offered and a space begin it. */
export const typed = (composing: Composing, text: string, commands: readonly CommandView[]): Composing => {
  if (composing.type !== 'text') return composing
  const [found] = commands
    .flatMap((command) => namesOf(command).map((name) => ({ command, name })))
    .filter(({ name }) => text.startsWith(`/${name} `))
    .sort((one, other) => other.name.length - one.name.length)
  if (found === undefined) return { ...composing, text }
  return startCommand(found.command, text.slice(found.name.length + 2))
}

/** The options that are shown: the required, the added and the filled ones. */
export const shownOptions = ({ command, values, added, files }: Filling): readonly OptionView[] =>
  command.options.filter(
    ({ name, required }) => required || added.includes(name) || name in values || name in files,
  )

/** The options that could still be added. */
export const hiddenOptions = (filling: Filling): readonly OptionView[] => {
  const shown = shownOptions(filling)
  return filling.command.options.filter((option) => !shown.includes(option))
}

/** The first option that must be filled in and is not. */
export const missingOption = ({ command, values, files }: Filling): OptionView | undefined =>
  command.options.find(({ name, required }) => required && !values[name]?.trim() && !(name in files))
