import { locales, type State } from './state.ts'

/** What the page's address names: who one is, which channel is open, and which message to jump to. */
export type Address = {
  readonly me?: string
  readonly channelId?: string
  readonly messageId?: string
}

/** Reads an address such as `#me=1100…11&channel=1100…101&message=1200…1`. */
export const readAddress = (hash: string): Address => {
  const names = new URLSearchParams(hash.replace(/^#/, ''))
  const [me, channelId, messageId] = ['me', 'channel', 'message'].map((name) => names.get(name))
  return { ...(me && { me }), ...(channelId && { channelId }), ...(messageId && { messageId }) }
}

/** The address of a channel, and of one message in it, for whoever one is. */
export const addressOf = ({ me, channelId, messageId }: Address): string =>
  `#${new URLSearchParams({
    ...(me && { me }),
    ...(channelId && { channel: channelId }),
    ...(messageId && { message: messageId }),
  })}`

/** The page as one person sees it, in that person's language. */
export const asPerson = (state: State, me: string | undefined): Partial<Pick<State, 'me' | 'locale'>> => {
  const person = state.people.find(({ id, bot }) => id === me && !bot)
  if (person === undefined) return {}
  const locale = locales.find((it) => it === person.locale)
  return { me: person.id, ...(locale && { locale }) }
}

/** The page at an address; what the address does not name, or what is not there, stays as it is. */
export const atAddress = (state: State, { me, channelId }: Address): State => ({
  ...state,
  ...asPerson(state, me),
  ...(channelId !== undefined &&
    state.channels.has(channelId) && {
      channelId,
      unread: new Set([...state.unread].filter((id) => id !== channelId)),
    }),
})

/** Writes where the page is into the address bar and the title, so that a reload or a second tab opens the same. */
export const showAddress = (state: State): void => {
  if (!state.connected) return
  const hash = addressOf({ me: state.me, channelId: state.channelId })
  if (location.hash !== hash) history.replaceState(null, '', hash)
  const channel = state.channels.get(state.channelId)?.name ?? ''
  const me = state.people.find(({ id }) => id === state.me)?.name ?? ''
  document.title = `#${channel} · ${me} · Tendril`
}

/** Scrolls to a message and marks it for a moment, once it is drawn. */
export const jumpTo = (messageId: string): void => {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const message = document.querySelector(`[data-message="${CSS.escape(messageId)}"]`)
      message?.scrollIntoView({ block: 'center' })
      message?.animate([{ backgroundColor: '#5865f255' }, { backgroundColor: 'transparent' }], 1_500)
    }),
  )
}
