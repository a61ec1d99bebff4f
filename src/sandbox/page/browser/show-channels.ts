import { html, nothing, type TemplateResult } from 'lit'
import type { ChannelView, PersonView } from '../view/places.ts'
import { asPerson } from './address.ts'
import { avatarOf } from './avatar.ts'
import type { PageApp } from './page-app.ts'
import { pageText } from './page-text.ts'
import { type Locale, locales, nothingComposed, type State } from './state.ts'

const localeNames: Readonly<Record<Locale, string>> = { 'en-US': 'English', ja: '日本語' }

/** Opens the channel. */
export const openChannel = (app: PageApp, channelId: string): void =>
  app.update((state) => ({
    ...state,
    channelId,
    drawer: 'none',
    replyTo: undefined,
    editing: undefined,
    composing: nothingComposed,
    unread: new Set([...state.unread].filter((id) => id !== channelId)),
  }))

const entry = (app: PageApp, channel: ChannelView): TemplateResult => {
  const { channelId, unread } = app.state()
  const sign = channel.kind === 'direct' ? '@' : channel.kind === 'thread' ? '└' : '#'
  return html`<li class="channel ${channel.kind}" ?data-unread=${unread.has(channel.id)}>
    <button
      aria-current=${channel.id === channelId ? 'page' : nothing}
      data-channel=${channel.id}
      @click=${() => openChannel(app, channel.id)}
    >
      <span class="sign" aria-hidden="true">${sign}</span><span class="name">${channel.name}</span>
    </button>
  </li>`
}

const withThreads = (state: State, channel: ChannelView): readonly ChannelView[] => [
  channel,
  ...[...state.channels.values()].filter(
    (it) => it.parentId === channel.id && (!it.archived || it.id === state.channelId),
  ),
]

const person = (app: PageApp, it: PersonView): TemplateResult =>
  html`<option value=${it.id} ?selected=${it.id === app.state().me}>
    ${it.name}${it.moderator ? ' · mod' : ''}
  </option>`

const becomes = (app: PageApp, me: string): void => {
  app.update((state) => ({ ...state, form: undefined, ...asPerson(state, me) }))
  const { channels, channelId } = app.state()
  const channel = channels.get(channelId)
  const isHidden = channel?.seenBy.includes(me) !== true
  const first = [...channels.values()].find(({ kind }) => kind === 'text')
  if (isHidden && first !== undefined) openChannel(app, first.id)
}

const valueOfSelect = ({ target }: Event): string => (target instanceof HTMLSelectElement ? target.value : '')

const isLocale = (value: string): value is Locale => locales.some((it) => it === value)

const you = (app: PageApp): TemplateResult => {
  const state = app.state()
  const words = pageText(state)
  const me = state.people.find(({ id }) => id === state.me)
  const speak = (event: Event): void => {
    const locale = valueOfSelect(event)
    if (isLocale(locale)) app.update((it) => ({ ...it, locale }))
  }
  return html`<footer class="you">
    <img src=${avatarOf(me)} alt="" />
    <label>
      <span>${words.youAre}</span>
      <select class="person" @change=${(event: Event) => becomes(app, valueOfSelect(event))}>
        ${state.people.filter(({ bot }) => !bot).map((it) => person(app, it))}
      </select>
    </label>
    <label>
      <span>${words.language}</span>
      <select class="locale" @change=${speak}>
        ${locales.map((it) => html`<option value=${it} ?selected=${it === state.locale}>${localeNames[it]}</option>`)}
      </select>
    </label>
  </footer>`
}

/** The text channels in the category, or those in none. */
const below = (channels: readonly ChannelView[], categoryId: string | undefined): readonly ChannelView[] =>
  channels.filter(({ kind, parentId }) => kind === 'text' && parentId === categoryId)

const list = (
  app: PageApp,
  title: string,
  channels: readonly ChannelView[],
): TemplateResult | typeof nothing => {
  if (channels.length === 0) return nothing
  const all = channels.flatMap((channel) => withThreads(app.state(), channel))
  return html`${title === '' ? nothing : html`<h3>${title}</h3>`}
    <ul>
      ${all.map((channel) => entry(app, channel))}
    </ul>`
}

/** The server's channels with their threads, the direct messages, and who one is. */
export const showChannels = (app: PageApp): TemplateResult => {
  const state = app.state()
  const words = pageText(state)
  const all = [...state.channels.values()].filter(({ seenBy }) => seenBy.includes(state.me))
  const inside = all.filter((channel) => !channel.outside)
  const outside = all.filter((channel) => channel.outside)
  return html`<nav class="channels" aria-label="Channels">
    <h2 class="guild">${state.guildName}</h2>
    <div class="lists">
      ${list(app, '', below(inside, undefined))}
      ${inside.filter(({ kind }) => kind === 'category').map(({ id, name }) => list(app, name, below(inside, id)))}
      ${list(app, words.withoutBot, below(outside, undefined))}
      ${list(
        app,
        words.directMessages,
        all.filter(({ kind }) => kind === 'direct'),
      )}
    </div>
    ${you(app)}
  </nav>`
}
