import { html, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { MessageView } from '../view/message.ts'
import { jumpToPresent } from './keep-at-bottom.ts'
import type { PageApp } from './page-app.ts'
import { pageText } from './page-text.ts'
import { showMessage } from './show-message.ts'
import { personOf, type State } from './state.ts'

/** Within how many milliseconds messages of one author stand together. */
const togetherMs = 7 * 60_000

const byTime = (one: MessageView, other: MessageView): number => {
  const [a, b] = [BigInt(one.id), BigInt(other.id)]
  return a < b ? -1 : a > b ? 1 : 0
}

/** The messages of the open channel that one may see, the oldest first. */
const visible = (state: State): readonly MessageView[] =>
  [...state.messages.values()]
    .filter(({ channelId }) => channelId === state.channelId)
    .filter(({ id, onlyFor }) => (onlyFor === undefined || onlyFor === state.me) && !state.dismissed.has(id))
    .sort(byTime)

const continues = (message: MessageView, before: MessageView | undefined): boolean =>
  before !== undefined &&
  before.authorId === message.authorId &&
  before.extras.postedAs === message.extras.postedAs &&
  before.system === undefined &&
  message.reply === undefined &&
  message.invoked === undefined &&
  message.createdAt - before.createdAt < togetherMs

const typing = (state: State): string => {
  const now = Date.now()
  const here = state.typing.filter((it) => it.channelId === state.channelId && it.until > now)
  const names = here.map(({ userId }) => personOf(state, userId)?.name ?? pageText(state).someone)
  return names.length === 0 ? '' : pageText(state).typing(names)
}

const beginning = (state: State): TemplateResult => {
  const channel = state.channels.get(state.channelId)
  const text = pageText(state)
  return html`<div class="beginning">
    <h2>${channel?.kind === 'text' ? text.welcome(channel.name) : channel?.name}</h2>
    <p>${text.sentence(channel?.topic || text.begins)} ${channel?.kind === 'text' ? text.here.text : text.here.direct}</p>
  </div>`
}

/** The open channel's messages, and who is typing. */
export const showMessages = (app: PageApp): TemplateResult => {
  const state = app.state()
  const messages = visible(state)
  return html`<div id="scroller" class="scroller" data-channel=${state.channelId}>
      <discord-messages no-background ?light-theme=${state.theme === 'light'} role="log" aria-label="Messages">
        ${beginning(state)}
        ${repeat(
          messages,
          ({ id }) => id,
          (message, index) => showMessage(app, message, continues(message, messages[index - 1])),
        )}
      </discord-messages>
    </div>
    <button class="present" @click=${jumpToPresent}>${pageText(state).present} ↓</button>
    <p class="typing" aria-live="polite">${typing(state)}</p>`
}
