import type { State } from './state.ts'

type Known = Pick<State, 'people' | 'channels'>

/** What is typed for each mention; longer names first, so that none is cut short by another. */
const pairs = ({ people, channels }: Known): readonly (readonly [typed: string, sent: string])[] =>
  [
    ...people.map(({ id, name }) => [`@${name}`, `<@${id}>`] as const),
    ...[...channels.values()]
      .filter(({ kind }) => kind === 'text')
      .map(({ id, name }) => [`#${name}`, `<#${id}>`] as const),
  ].sort(([one], [other]) => other.length - one.length)

/** `@Name` and `#channel` are what a person writes; Discord's client sends the mention for it. */
export const withMentions = (known: Known, text: string): string =>
  pairs(known).reduce((result, [typed, sent]) => result.replaceAll(typed, sent), text)

/** A message as its author typed it. */
export const asTyped = (known: Known, content: string): string =>
  pairs(known).reduce((result, [typed, sent]) => result.replaceAll(sent, typed), content)
