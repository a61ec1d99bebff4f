import type { FormView } from '../view/form.ts'
import type { News, Snapshot } from '../view/news.ts'
import type { LagView } from '../view/wire.ts'
import { pageText } from './page-text.ts'
import type { State } from './state.ts'

/** How many requests are listed. */
const listed = 60

/** How many replies' courses are kept, and how many points of each. */
const courses = 4
const points = 2_000

/** How long, in ms, Discord shows that someone is typing. */
const typingMs = 10_000

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]))

const having = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> =>
  new Map(map).set(key, value)

const without = <K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> =>
  new Map([...map].filter(([it]) => it !== key))

const open = (state: State, { channels, messages, ...rest }: Snapshot): State => {
  const first = channels.find(({ kind }) => kind === 'text')?.id ?? ''
  const me = rest.people.find(({ bot }) => !bot)?.id ?? ''
  return {
    ...state,
    ...rest,
    connected: true,
    channels: byId(channels),
    messages: byId(messages),
    me: state.me || me,
    channelId: channels.some(({ id }) => id === state.channelId) ? state.channelId : first,
  }
}

const addLag = (state: State, lag: LagView): State => {
  const course = [...(state.lag.get(lag.reply) ?? []), lag].slice(-points)
  const newest = [...having(state.lag, lag.reply, course)].slice(-courses)
  return { ...state, lag: new Map(newest) }
}

const seen = (state: State, channelId: string): ReadonlySet<string> =>
  channelId === state.channelId ? state.unread : new Set([...state.unread, channelId])

const note = (state: State, text: string): State => {
  const id = (state.notices.at(-1)?.id ?? 0) + 1
  return { ...state, notices: [...state.notices, { id, text }].slice(-3) }
}

/** An edited message shows its selects as the bot has them. */
const withoutSelected = ({ selected }: State, messageId: string): State['selected'] =>
  new Map([...selected].filter(([key]) => !key.startsWith(`${messageId} `)))

const openForm = (state: State, form: FormView): State => ({
  ...state,
  form,
  formProblems: {},
  formFiles: {},
  selected: new Map([...state.selected].filter(([key]) => !key.startsWith('form '))),
})

/** The page after the news, at a moment in milliseconds of wall time. */
export const applyNews = (state: State, news: News, now: number): State => {
  switch (news.type) {
    case 'snapshot':
      return open(state, news.snapshot)
    case 'message': {
      const { id, channelId, authorId } = news.message
      const isNew = !state.messages.has(id)
      return {
        ...state,
        messages: having(state.messages, id, news.message),
        selected: withoutSelected(state, id),
        unread: isNew ? seen(state, channelId) : state.unread,
        typing: state.typing.filter((it) => it.channelId !== channelId || it.userId !== authorId),
      }
    }
    case 'message-gone':
      return { ...state, messages: without(state.messages, news.id) }
    case 'channel':
      return { ...state, channels: having(state.channels, news.channel.id, news.channel) }
    case 'permissions':
      return { ...state, people: news.people, roles: news.roles, channels: byId(news.channels) }
    case 'channel-gone':
      return { ...state, channels: without(state.channels, news.id) }
    case 'typing': {
      const { channelId, userId } = news
      const others = state.typing.filter((it) => it.userId !== userId && it.until > now)
      return { ...state, typing: [...others, { channelId, userId, until: now + typingMs }] }
    }
    case 'commands':
      return { ...state, commands: news.commands }
    case 'form':
      return news.form.userId === state.me ? openForm(state, news.form) : state
    case 'not-answered':
      return news.userId === state.me ? note(state, pageText(state).notResponding) : state
    case 'request': {
      const { request } = news
      return {
        ...state,
        requests: [...state.requests, request].slice(-listed),
        refused: state.refused + (request.status === 429 ? 1 : 0),
      }
    }
    case 'lag':
      return addLag(state, news.lag)
    case 'knobs':
      return { ...state, knobs: news.knobs }
    case 'bot':
      return { ...state, bot: news.bot }
  }
}

/** The page with a line that only it says. */
export const withNotice = note
