import type { Names } from './markdown/show.ts'
import { personOf, type State } from './state.ts'

/** The name of a person, the bot or a channel. */
export const nameIn =
  (state: State) =>
  (id: string): string | undefined =>
    personOf(state, id)?.name ?? state.channels.get(id)?.name

/** What names in a message's Markdown stand for. */
export const namesIn = (state: State): Names => ({
  locale: state.locale,
  user: (id: string) => personOf(state, id)?.name,
  channel: (id: string) => state.channels.get(id)?.name,
  role: (id: string) => state.roles.find((role) => role.id === id)?.name.replace(/^@/, ''),
  me: state.me,
})
