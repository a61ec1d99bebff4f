import { html, nothing, type TemplateResult } from 'lit'
import type { MessageView } from '../view/message.ts'
import { focusComposer } from './focus.ts'
import { firstWords } from './markdown/plain-text.ts'
import { nameIn } from './names-in.ts'
import { offeredCommands } from './offered-commands.ts'
import type { PageApp } from './page-app.ts'
import { pageText } from './page-text.ts'
import { openChannel } from './show-channels.ts'
import { asTyped } from './typed-mentions.ts'
import { wordsOf } from './words-of.ts'

type Entry = { readonly label: string; readonly danger?: boolean; readonly run: () => void }

const startThread = async (app: PageApp, message: MessageView): Promise<void> => {
  const { me: userId, locale } = app.state()
  const { channelId, id: messageId } = message
  const name = firstWords(message.content, nameIn(app.state()), 60) || 'Thread'
  const result = await app.send({ type: 'thread', userId, locale, channelId, messageId, name })
  // A thread has the id of the message that it was made from.
  if (result.problem === undefined) openChannel(app, messageId)
}

const ownEntries = (app: PageApp, message: MessageView): readonly Entry[] => {
  const state = app.state()
  const { me: userId, locale } = state
  const text = pageText(state)
  const { channelId, id: messageId } = message
  const isOwn = message.authorId === userId
  const isModerator = state.people.some(({ id, moderator }) => id === userId && moderator)
  const isInText = state.channels.get(channelId)?.kind === 'text'
  const edit = () =>
    app.update((it) => ({ ...it, editing: { messageId, text: asTyped(it, message.content) } }))
  const remove = () => void app.send({ type: 'delete', userId, locale, channelId, messageId })
  const replyTo = () => {
    app.update((it) => ({ ...it, replyTo: messageId }))
    focusComposer()
  }
  return [
    { label: text.reply, run: replyTo },
    ...(isOwn ? [{ label: text.editMessage, run: edit }] : []),
    ...(isInText && message.threadId === undefined
      ? [{ label: text.createThread, run: () => void startThread(app, message) }]
      : []),
    { label: text.forward, run: () => app.update((it) => ({ ...it, forwarding: messageId })) },
    { label: text.copyText, run: () => void navigator.clipboard.writeText(message.content) },
    ...(isOwn || isModerator ? [{ label: text.deleteMessage, danger: true, run: remove }] : []),
  ]
}

const appEntries = (app: PageApp, message: MessageView): readonly Entry[] => {
  const { me: userId, locale } = app.state()
  const { channelId, id: messageId } = message
  return offeredCommands(app.state(), 'message').map(({ name, label }) => ({
    label: wordsOf(label, locale),
    run: () => void app.send({ type: 'menu', userId, locale, channelId, messageId, command: name }),
  }))
}

const list = (entries: readonly Entry[]): readonly TemplateResult[] =>
  entries.map(
    ({ label, danger, run }) =>
      html`<button role="menuitem" class=${danger ? 'danger' : ''} @click=${run}>${label}</button>`,
  )

/** How much room, in pixels, the menu needs at most. */
const room = { width: 200, height: 320 }

/** The menu on a message: what one can do with it, and what apps can. */
export const showMessageMenu = (app: PageApp): TemplateResult | typeof nothing => {
  const { menuOn, messages } = app.state()
  const message = menuOn && messages.get(menuOn.messageId)
  if (menuOn === undefined || message === undefined) return nothing
  const apps = message.onlyFor === undefined ? appEntries(app, message) : []
  const own = message.onlyFor === undefined ? ownEntries(app, message) : []
  const left = Math.max(8, Math.min(menuOn.x, innerWidth - room.width))
  const top = Math.max(8, Math.min(menuOn.y, innerHeight - room.height))
  return html`<div class="message-menu" role="menu" style="left: ${left}px; top: ${top}px">
    ${list(own)} ${apps.length === 0 ? nothing : html`<h4>${pageText(app.state()).apps}</h4>${list(apps)}`}
  </div>`
}
