import '@skyra/discord-components-core/discord-command.js'
import '@skyra/discord-components-core/discord-mention.js'
import '@skyra/discord-components-core/discord-message.js'
import '@skyra/discord-components-core/discord-messages.js'
import '@skyra/discord-components-core/discord-reply.js'
import '@skyra/discord-components-core/discord-spoiler.js'
import '@skyra/discord-components-core/discord-time.js'
import { render } from 'lit'
import type { News } from '../view.ts'
import { applyNews } from './apply-news.ts'
import { keepAtBottom } from './keep-at-bottom.ts'
import { createApp } from './page-app.ts'
import { onPageKey } from './page-keys.ts'
import { showPage } from './show-page.ts'
import { emptyState } from './state.ts'

const app = createApp(emptyState, (it) => render(showPage(it), document.body))

const readNews = (data: string): News => JSON.parse(data)

const news = new EventSource('/news')
news.addEventListener('message', ({ data }) => {
  if (typeof data === 'string') app.update((state) => applyNews(state, readNews(data), Date.now()))
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
keepAtBottom()
