import '@skyra/discord-components-core/discord-command.js'
import '@skyra/discord-components-core/discord-mention.js'
import '@skyra/discord-components-core/discord-message.js'
import '@skyra/discord-components-core/discord-messages.js'
import '@skyra/discord-components-core/discord-reply.js'
import '@skyra/discord-components-core/discord-spoiler.js'
import '@skyra/discord-components-core/discord-time.js'
import { render } from 'lit'
import type { News } from '../view/news.ts'
import { atAddress, jumpTo, readAddress, showAddress } from './address.ts'
import { applyNews } from './apply-news.ts'
import { createTranslator } from './component-words.ts'
import { keepAtBottom } from './keep-at-bottom.ts'
import { createApp } from './page-app.ts'
import { onPageKey } from './page-keys.ts'
import { showPage } from './show-page.ts'
import { emptyState } from './state.ts'

const translate = createTranslator()

const app = createApp(emptyState, (it) => {
  document.documentElement.lang = it.state().locale
  document.documentElement.dataset['theme'] = it.state().theme
  render(showPage(it), document.body)
  showAddress(it.state())
  translate(it.state().locale)
})

const goToAddress = (): void => {
  const address = readAddress(location.hash)
  app.update((state) => atAddress(state, address))
  if (address.messageId !== undefined) jumpTo(address.messageId)
}

const readNews = (data: string): News => JSON.parse(data)

const news = new EventSource('/news')
news.addEventListener('message', ({ data }) => {
  if (typeof data !== 'string') return
  const isFirst = !app.state().connected
  app.update((state) => applyNews(state, readNews(data), Date.now()))
  if (isFirst) goToAddress()
})
news.addEventListener('error', () => app.update((state) => ({ ...state, connected: false })))

document.addEventListener('keydown', (event) => onPageKey(app, event))
document.addEventListener('click', () => {
  if (app.state().menuOn !== undefined) app.update((state) => ({ ...state, menuOn: undefined }))
})
// Typing that has run out of time must go without any news.
setInterval(() => {
  if (app.state().typing.length > 0) app.update((state) => state)
}, 1_000)
window.addEventListener('hashchange', goToAddress)
keepAtBottom()
