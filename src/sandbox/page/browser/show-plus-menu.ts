import { html, nothing, type TemplateResult } from 'lit'
import { type SpecialKind, specialKinds } from '../view/message.ts'
import type { PageApp } from './page-app.ts'
import { pageText } from './page-text.ts'
import { nothingComposed } from './state.ts'

const send = (app: PageApp, kind: SpecialKind): void => {
  const { me: userId, locale, channelId, composing, replyTo } = app.state()
  const text = composing.type === 'text' ? composing.text.trim() : ''
  app.update((state) => ({ ...state, composing: nothingComposed, replyTo: undefined, plusOpen: false }))
  void app.send({ type: 'special', userId, locale, channelId, kind, text, ...(replyTo && { replyTo }) })
}

/** The menu behind the +: what can be sent beside text. What is in the box becomes its words. */
export const showPlusMenu = (app: PageApp, pickFiles: TemplateResult): TemplateResult => {
  const state = app.state()
  const text = pageText(state)
  const toggle = () => app.update((it) => ({ ...it, plusOpen: !it.plusOpen }))
  return html`<button class="attach" aria-label=${text.more} aria-expanded=${state.plusOpen ? 'true' : 'false'} @click=${toggle}>
      <span aria-hidden="true">+</span>
    </button>
    ${
      state.plusOpen
        ? html`<div class="message-menu plus-menu" role="menu">
            ${pickFiles}
            ${specialKinds.map((kind) => html`<button role="menuitem" @click=${() => send(app, kind)}>${text.special[kind]}</button>`)}
          </div>`
        : nothing
    }`
}
