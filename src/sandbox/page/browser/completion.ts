import type { CommandView, OptionView } from '../view/command.ts'
import { type Filling, startCommand } from './composing.ts'
import { focusComposer } from './focus.ts'
import { offeredCommands } from './offered-commands.ts'
import type { PageApp } from './page-app.ts'
import type { State } from './state.ts'
import { wordsOf } from './words-of.ts'

/** A line of the list above the box. */
export type Completion = { readonly label: string; readonly detail: string; readonly take: () => void }

/** How many lines the list has at most. */
const most = 50

const commandLine = (app: PageApp, command: CommandView): Completion => ({
  label: `/${wordsOf(command.label, app.state().locale)}`,
  detail: wordsOf(command.description, app.state().locale),
  take: () => {
    app.update((state) => ({ ...state, composing: startCommand(command), picked: 0 }))
    focusComposer()
  },
})

const commandLines = (app: PageApp, text: string): readonly Completion[] => {
  const { locale } = app.state()
  const begun = text.slice(1).toLowerCase()
  return offeredCommands(app.state(), 'slash')
    .filter(({ name, label }) => name.includes(begun) || wordsOf(label, locale).includes(begun))
    .map((command) => commandLine(app, command))
}

const mentionLines = (app: PageApp, text: string): readonly Completion[] => {
  const begun = /(?:^|\s)@(\p{L}*)$/u.exec(text)?.[1]
  if (begun === undefined) return []
  const { people, me } = app.state()
  const found = people.filter(
    ({ id, name }) => id !== me && name.toLowerCase().startsWith(begun.toLowerCase()),
  )
  const isWhole = found.some(({ name }) => name === begun)
  if (isWhole) return []
  return found.map(({ name, bot }) => ({
    label: `@${name}`,
    detail: bot ? 'App' : '',
    take: () => {
      const whole = `${text.slice(0, text.length - begun.length)}${name} `
      app.update((state) =>
        state.composing.type === 'text'
          ? { ...state, composing: { ...state.composing, text: whole } }
          : state,
      )
      focusComposer()
    },
  }))
}

/** Puts a value into an option of the command that is being filled in. */
export const fillIn = (app: PageApp, name: string, value: string): void =>
  app.update((state) =>
    state.composing.type === 'command'
      ? {
          ...state,
          picked: 0,
          composing: {
            ...state.composing,
            values: { ...state.composing.values, [name]: value },
            suggestions: [],
          },
        }
      : state,
  )

const fixedValues = (state: State, option: OptionView): readonly { label: string; value: string }[] => {
  if (option.choices.length > 0)
    return option.choices.map(({ label, value }) => ({ label: wordsOf(label, state.locale), value }))
  if (option.kind === 'boolean') return ['true', 'false'].map((value) => ({ label: value, value }))
  if (option.kind === 'user') return state.people.map(({ id, name }) => ({ label: `@${name}`, value: id }))
  if (option.kind === 'channel')
    return [...state.channels.values()]
      .filter(({ kind }) => kind !== 'direct' && kind !== 'category')
      .map(({ id, name }) => ({ label: `#${name}`, value: id }))
  return []
}

const valueLines = (app: PageApp, filling: Filling): readonly Completion[] => {
  const state = app.state()
  const option = filling.command.options.find(({ name }) => name === filling.focused)
  if (option === undefined) return []
  const now = filling.values[option.name] ?? ''
  const fixed = fixedValues(state, option)
  const isTaken = [...fixed, ...filling.suggestions].some(({ value }) => value === now)
  if (isTaken) return []
  return [
    ...fixed.filter(({ label }) => label.toLowerCase().includes(now.toLowerCase())),
    ...filling.suggestions,
  ].map(({ label, value }) => ({ label, detail: '', take: () => fillIn(app, option.name, value) }))
}

/** What the list above the box offers now; empty if there is no list. */
export const completions = (app: PageApp): readonly Completion[] => {
  const { composing } = app.state()
  if (composing.type === 'command') return valueLines(app, composing).slice(0, most)
  const { text } = composing
  return (text.startsWith('/') ? commandLines(app, text) : mentionLines(app, text)).slice(0, most)
}
