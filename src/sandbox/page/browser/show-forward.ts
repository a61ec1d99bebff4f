import { html, nothing, type TemplateResult } from 'lit'
import type { PageApp } from './page-app.ts'
import { pageText } from './page-text.ts'

/** Where the message that was chosen is forwarded to: the channels and direct messages that one sees. */
export const showForward = (app: PageApp): TemplateResult | typeof nothing => {
  const { forwarding, channels, me: userId, locale } = app.state()
  if (forwarding === undefined) return nothing
  const close = () => app.update((state) => ({ ...state, forwarding: undefined }))
  const to = (toChannelId: string) => () => {
    close()
    void app.send({ type: 'forward', userId, locale, messageId: forwarding, toChannelId })
  }
  const text = pageText(app.state())
  const places = [...channels.values()].filter(
    ({ kind, writtenBy }) => kind !== 'category' && writtenBy.includes(userId),
  )
  return html`<div class="shade">
    <div class="form" role="dialog" aria-modal="true" aria-label=${text.forwardTo}>
      <h2>${text.forwardTo}</h2>
      <div class="places">
        ${places.map(({ id, kind, name }) => html`<button @click=${to(id)}>${kind === 'direct' ? '@' : '#'}${name}</button>`)}
      </div>
      <div class="form-end"><button class="button secondary" @click=${close}>${text.cancel}</button></div>
    </div>
  </div>`
}
