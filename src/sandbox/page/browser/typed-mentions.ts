import type { State } from './state.ts'

/** `@Name` is what a person writes; Discord's client sends the mention for it. */
export const withMentions = ({ people }: Pick<State, 'people'>, text: string): string =>
  people.reduce((result, { id, name }) => result.replaceAll(`@${name}`, `<@${id}>`), text)

/** A message as its author typed it. */
export const asTyped = ({ people }: Pick<State, 'people'>, content: string): string =>
  people.reduce((result, { id, name }) => result.replaceAll(`<@${id}>`, `@${name}`), content)
