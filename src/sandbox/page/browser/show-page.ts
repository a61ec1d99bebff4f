import { html, nothing, type TemplateResult } from 'lit'
import { showForm } from './form/show-form.ts'
import type { PageApp } from './page-app.ts'
import { pageText } from './page-text.ts'
import { showSelectList } from './select/show-select-list.ts'
import { showChannels } from './show-channels.ts'
import { showComposer } from './show-composer.ts'
import { showForward } from './show-forward.ts'
import { showMessageMenu } from './show-message-menu.ts'
import { showMessages } from './show-messages.ts'
import { showWire } from './show-wire.ts'
import type { Drawer, State } from './state.ts'

const header = (app: PageApp): TemplateResult => {
  const state = app.state()
  const channel = state.channels.get(state.channelId)
  const sign = channel?.kind === 'direct' ? '@' : channel?.kind === 'thread' ? '⌥' : '#'
  const turn = (): void => app.update((it) => ({ ...it, theme: it.theme === 'dark' ? 'light' : 'dark' }))
  const toggle = (drawer: Drawer) => () =>
    app.update((it) => ({ ...it, drawer: it.drawer === drawer ? 'none' : drawer }))
  return html`<header class="chat-header">
    <button class="drawer-button channels-button" aria-label="Channels" @click=${toggle('channels')}>☰</button>
    <span class="sign" aria-hidden="true">${sign}</span>
    <h1>${channel?.name ?? ''}</h1>
    ${channel?.topic ? html`<span class="topic">${channel.topic}</span>` : nothing}
    <span class="who-answers" title=${answersTitle(state)}>${state.claude.real ? pageText(state).real : pageText(state).scripted}</span>
    <button class="theme" title=${pageText(state).theme} aria-label=${pageText(state).theme} @click=${turn}>◐</button>
    <button class="drawer-button wire-button" aria-label="The wire" @click=${toggle('wire')}>⇄</button>
  </header>`
}

const answersTitle = (state: State): string =>
  state.claude.real ? pageText(state).whyReal : pageText(state).whyScripted

const notices = (app: PageApp): TemplateResult =>
  html`<div class="notices" role="status">
    ${app.state().notices.map(
      ({ id, text }) =>
        html`<p>
          ${text}
          <button
            aria-label="Dismiss"
            @click=${() => app.update((it) => ({ ...it, notices: it.notices.filter((notice) => notice.id !== id) }))}
          >
            ✕
          </button>
        </p>`,
    )}
  </div>`

const lost = (state: State): TemplateResult | typeof nothing =>
  state.connected || state.people.length === 0
    ? nothing
    : html`<p class="lost" role="alert">${pageText(state).ended}</p>`

/** The whole page. */
export const showPage = (app: PageApp): TemplateResult => {
  const state = app.state()
  return html`<div class="page" data-drawer=${state.drawer} ?inert=${state.form !== undefined}>
      ${showChannels(app)}
      <main class="chat">${header(app)} ${lost(state)} ${showMessages(app)} ${notices(app)} ${showComposer(app)}</main>
      ${showWire(app)}
    </div>
    ${showMessageMenu(app)} ${showForm(app)} ${showForward(app)} ${showSelectList(app)}`
}
