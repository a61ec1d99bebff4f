import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { ref } from 'lit/directives/ref.js'
import type { MessageView } from '../view/message.ts'
import type { PersonView } from '../view/places.ts'
import { avatarOf } from './avatar.ts'
import { firstWords } from './markdown/plain-text.ts'
import { showMarkdown } from './markdown/show.ts'
import { momentText, timeText } from './moment.ts'
import { nameIn, namesIn } from './names-in.ts'
import type { PageApp } from './page-app.ts'
import { pageText } from './page-text.ts'
import { showBlocks } from './show-blocks.ts'
import { openChannel } from './show-channels.ts'
import { showEmbeds } from './show-embeds.ts'
import { showExtras } from './show-extras.ts'
import { showFiles } from './show-files.ts'
import { botOf, personOf, type State } from './state.ts'
import { withMentions } from './typed-mentions.ts'
import { wordsOf } from './words-of.ts'

/** The bot has no role with a colour: its name has that of headings. */
const nameColor = (person: PersonView | undefined): string =>
  person?.bot ? 'var(--head)' : (person?.color ?? '')

const reply = (state: State, message: MessageView): TemplateResult | typeof nothing => {
  if (message.reply === undefined) return nothing
  if (message.reply === 'deleted') return html`<discord-reply slot="reply" deleted></discord-reply>`
  const author = personOf(state, message.reply.authorId)
  return html`<discord-reply
    slot="reply"
    author=${author?.name ?? 'unknown'}
    avatar=${avatarOf(author)}
    role-color=${nameColor(author)}
    ?bot=${author?.bot ?? false}
    >${firstWords(message.reply.content, nameIn(state), 70) || pageText(state).clickToSee}</discord-reply
  >`
}

const invoked = (state: State, message: MessageView): TemplateResult | typeof nothing => {
  if (message.invoked === undefined) return nothing
  const { userId, command, slash } = message.invoked
  const by = personOf(state, userId)
  const own = state.commands.find(({ name }) => name === command)
  return html`<discord-command
    slot="reply"
    author=${by?.name ?? 'unknown'}
    avatar=${avatarOf(by)}
    role-color=${by?.color ?? ''}
    type=${slash ? 'slash_command' : 'user_command'}
    command=${own === undefined ? command : wordsOf(own.label, state.locale)}
    context-user-name=${botOf(state)?.name ?? ''}
    context-user-avatar=${avatarOf(botOf(state))}
  ></discord-command>`
}

const saveEdit = (app: PageApp, message: MessageView, event: KeyboardEvent): void => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  const { editing, me: userId, locale } = app.state()
  const content = withMentions(app.state(), editing?.text.trim() ?? '')
  app.update((state) => ({ ...state, editing: undefined }))
  const { channelId, id: messageId } = message
  if (content !== '' && content !== message.content)
    void app.send({ type: 'edit', userId, locale, channelId, messageId, content })
}

/** Called once for each editor: only a callback that stays the same is not called again at each drawing. */
const focusEnd = (editor: Element | undefined): void => {
  if (!(editor instanceof HTMLTextAreaElement)) return
  // It is not in the page yet.
  requestAnimationFrame(() => {
    editor.focus()
    editor.setSelectionRange(editor.value.length, editor.value.length)
  })
}

const editor = (app: PageApp, message: MessageView, text: string): TemplateResult => {
  const write = ({ target }: Event): void => {
    if (target instanceof HTMLTextAreaElement)
      app.update((state) => ({ ...state, editing: { messageId: message.id, text: target.value } }))
  }
  return html`<textarea
      class="editor"
      aria-label="Edit the message"
      rows="3"
      .value=${text}
      ${ref(focusEnd)}
      @input=${write}
      @keydown=${(event: KeyboardEvent) => saveEdit(app, message, event)}
    ></textarea>
    <small class="subtext">${pageText(app.state()).editKeys}</small>`
}

const content = (app: PageApp, message: MessageView): unknown => {
  const state = app.state()
  if (state.editing?.messageId === message.id) return editor(app, message, state.editing.text)
  if (message.loading)
    return html`<span class="thinking"
      ><i></i><i></i><i></i> ${pageText(state).thinking(personOf(state, message.authorId)?.name ?? '')}</span
    >`
  const own = [message.content, state.locale, state.people, state.channels]
  return guard(own, () => html`<span class="content">${showMarkdown(message.content, namesIn(state))}</span>`)
}

const thread = (app: PageApp, message: MessageView): TemplateResult | typeof nothing => {
  const channel = message.threadId === undefined ? undefined : app.state().channels.get(message.threadId)
  if (channel === undefined) return nothing
  return html`<button slot="thread" class="thread-link" @click=${() => openChannel(app, channel.id)}>
    <b>${channel.name}</b> <span>${pageText(app.state()).seeThread}</span>
  </button>`
}

const reactions = (message: MessageView): TemplateResult | typeof nothing =>
  message.reactions.length === 0
    ? nothing
    : html`<div slot="reactions" class="reactions">
        ${message.reactions.map(({ emoji, count }) => html`<span>${emoji} ${count}</span>`)}
      </div>`

const openMenu = (app: PageApp, messageId: string, event: MouseEvent): void => {
  event.preventDefault()
  event.stopPropagation()
  const { clientX: x, clientY: y } = event
  app.update((state) => ({ ...state, menuOn: { messageId, x, y } }))
}

const dismiss = (app: PageApp, id: string) => () =>
  app.update((state) => ({ ...state, dismissed: new Set([...state.dismissed, id]) }))

const systemLine = (app: PageApp, message: MessageView): TemplateResult => {
  const name = personOf(app.state(), message.authorId)?.name ?? pageText(app.state()).someone
  return html`<p class="system-line" data-message=${message.id}>
    <b>${name}</b> ${pageText(app.state()).startedThread} <b>${message.content}</b>
  </p>`
}

/** A webhook posts under a name of its own. */
const authorOf = (state: State, { authorId, extras: { postedAs } }: MessageView): PersonView | undefined =>
  postedAs === undefined
    ? personOf(state, authorId)
    : {
        ...{ id: authorId, name: postedAs, bot: true, webhook: true, moderator: false },
        color: '#80848e',
        locale: state.locale,
      }

/** One message; `isContinued` if it stands below another of the same author. */
export const showMessage = (app: PageApp, message: MessageView, isContinued: boolean): TemplateResult => {
  if (message.system !== undefined) return systemLine(app, message)
  const state = app.state()
  const author = authorOf(state, message)
  return html`<discord-message
    data-message=${message.id}
    author=${author?.name ?? 'unknown'}
    avatar=${avatarOf(author)}
    role-color=${nameColor(author)}
    timestamp=${isContinued ? timeText(message.createdAt, state.locale) : momentText(message.createdAt, Date.now(), state.locale)}
    ?bot=${author?.bot ?? false}
    ?edited=${message.edited && !message.loading}
    ?ephemeral=${message.onlyFor !== undefined}
    ?highlight=${message.mentionedIds.includes(state.me)}
    ?message-body-only=${isContinued}
    .dismissMessageClicked=${dismiss(app, message.id)}
    @contextmenu=${(event: MouseEvent) => openMenu(app, message.id, event)}
  >
    ${reply(state, message)}${invoked(state, message)}${content(app, message)}
    <div slot="attachments">${showFiles(message.files)}${showExtras(message.extras, namesIn(state), pageText(state))}</div>
    <div slot="embeds">${showEmbeds(message.embeds, namesIn(state))}</div>
    <div slot="components">${showBlocks(app, message)}</div>
    ${reactions(message)}${thread(app, message)}
    <button
      slot="reactions"
      class="more"
      aria-label="More: reply, thread, apps"
      @click=${(event: MouseEvent) => openMenu(app, message.id, event)}
    >
      ⋯
    </button>
  </discord-message>`
}
