import { html, nothing, type TemplateResult } from 'lit'
import type { BlockView, ControlView } from '../view/components.ts'
import type { MessageView } from '../view/message.ts'
import { showMarkdown } from './markdown/show.ts'
import { namesIn } from './names-in.ts'
import type { PageApp } from './page-app.ts'

type Button = Extract<ControlView, { type: 'button' }>
type Select = Extract<ControlView, { type: 'select' }>

const press = (app: PageApp, message: MessageView, customId: string): void => {
  const { me: userId, locale } = app.state()
  const { channelId, id: messageId } = message
  void app.send({ type: 'press', userId, locale, channelId, messageId, customId })
}

const button = (app: PageApp, message: MessageView, it: Button): TemplateResult => {
  const face = html`${it.emoji ? html`<span class="emoji">${it.emoji}</span>` : nothing}${it.label}`
  if (it.style === 'link')
    return html`<a class="button link" href=${it.url} target="_blank" rel="noopener noreferrer">${face} ↗</a>`
  return html`<button
    class="button ${it.style}"
    ?disabled=${it.disabled}
    @click=${() => press(app, message, it.customId)}
  >
    ${face}
  </button>`
}

const choose = (app: PageApp, message: MessageView, customId: string, event: Event): void => {
  if (!(event.target instanceof HTMLSelectElement)) return
  const { me: userId, locale } = app.state()
  const values = [...event.target.selectedOptions].map(({ value }) => value)
  const { channelId, id: messageId } = message
  void app.send({ type: 'choose', userId, locale, channelId, messageId, customId, values })
}

const select = (app: PageApp, message: MessageView, it: Select): TemplateResult =>
  html`<select
    class="menu"
    aria-label=${it.placeholder || 'Choose'}
    ?disabled=${it.disabled}
    @change=${(event: Event) => choose(app, message, it.customId, event)}
  >
    ${it.choices.some(({ chosen }) => chosen) ? nothing : html`<option disabled selected>${it.placeholder}</option>`}
    ${it.choices.map(
      ({ label, value, description, chosen }) =>
        html`<option value=${value} title=${description} ?selected=${chosen}>${label}</option>`,
    )}
  </select>`

const control = (app: PageApp, message: MessageView, it: ControlView): TemplateResult =>
  it.type === 'button' ? button(app, message, it) : select(app, message, it)

const block = (app: PageApp, message: MessageView, it: BlockView): TemplateResult => {
  switch (it.type) {
    case 'row':
      return html`<div class="row">${it.controls.map((own) => control(app, message, own))}</div>`
    case 'text':
      return html`<div class="content">${showMarkdown(it.content, namesIn(app.state()))}</div>`
    case 'line':
      return html`<hr />`
  }
}

/** What stands below a message's content: buttons, menus, texts. */
export const showBlocks = (app: PageApp, message: MessageView): readonly TemplateResult[] =>
  message.blocks.map((it) => block(app, message, it))
