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
  const isHidden = channel?.kind === 'direct' && !channel.memberIds.includes(me)
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

/** The server's channels with their threads, the direct messages, and who one is. */
export const showChannels = (app: PageApp): TemplateResult => {
  const state = app.state()
  const words = pageText(state)
  const all = [...state.channels.values()]
  const direct = all.filter(({ kind, memberIds }) => kind === 'direct' && memberIds.includes(state.me))
  const channels = all.filter(({ kind }) => kind === 'text').flatMap((channel) => withThreads(state, channel))
  const outside = channels.filter((channel) => channel.outside)
  const text = channels.filter((channel) => !channel.outside)
  return html`<nav class="channels" aria-label="Channels">
    <h2 class="guild">${state.guildName}</h2>
    <div class="lists">
      <h3>${words.textChannels}</h3>
      <ul>
        ${text.map((channel) => entry(app, channel))}
      </ul>
      ${outside.length === 0 ? nothing : html`<h3>${words.withoutBot}</h3>`}
      <ul>
        ${outside.map((channel) => entry(app, channel))}
      </ul>
      <h3>${words.directMessages}</h3>
      <ul>
        ${direct.map((channel) => entry(app, channel))}
      </ul>
    </div>
    ${you(app)}
  </nav>`
}
