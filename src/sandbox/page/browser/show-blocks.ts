import { html, nothing, type TemplateResult } from 'lit'
import type { BlockView, ControlView } from '../view/components.ts'
import type { MessageView } from '../view/message.ts'
import { showMarkdown } from './markdown/show.ts'
import { namesIn } from './names-in.ts'
import type { PageApp } from './page-app.ts'
import { pageText } from './page-text.ts'
import { showSelect } from './select/show-select.ts'
import { covered, showMedia } from './show-media.ts'

type Button = Extract<ControlView, { type: 'button' }>

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

const control = (app: PageApp, message: MessageView, it: ControlView): TemplateResult => {
  if (it.type === 'button') return button(app, message, it)
  const { id: messageId, channelId } = message
  const label = it.select.placeholder || pageText(app.state()).choose
  return showSelect(app, { messageId, channelId, customId: it.customId }, label, it.select, it.disabled)
}

const markdown = (app: PageApp, content: string): TemplateResult =>
  html`<div class="content">${showMarkdown(content, namesIn(app.state()))}</div>`

const block = (app: PageApp, message: MessageView, it: BlockView): TemplateResult => {
  const text = pageText(app.state())
  switch (it.type) {
    case 'row':
      return html`<div class="row">${it.controls.map((own) => control(app, message, own))}</div>`
    case 'text':
      return markdown(app, it.content)
    case 'line':
      return html`<hr class="separator ${it.large ? 'large' : ''} ${it.shown ? '' : 'blank'}" />`
    case 'section':
      return html`<div class="section">
        <div>${it.texts.map((words) => markdown(app, words))}</div>
        <div class="beside">${'type' in it.beside ? button(app, message, it.beside) : showMedia(it.beside, text)}</div>
      </div>`
    case 'gallery':
      return html`<div class="gallery">${it.items.map((item) => showMedia(item, text))}</div>`
    case 'file': {
      const { url, name, spoiler } = it.file
      const shown = html`<div class="file"><span aria-hidden="true">📄</span><a href=${url} download=${name}>${name}</a></div>`
      return covered(shown, spoiler, text)
    }
    case 'container':
      return covered(
        html`<div class="container" style="--accent: ${it.color ?? 'transparent'}">
          ${it.blocks.map((own) => block(app, message, own))}
        </div>`,
        it.spoiler,
        text,
      )
  }
}

/** What stands below a message's content: buttons, menus, texts. */
export const showBlocks = (app: PageApp, message: MessageView): readonly TemplateResult[] =>
  message.blocks.map((it) => block(app, message, it))
