import { withNotice } from './apply-news.ts'
import { missingOption } from './composing.ts'
import { focusComposer } from './focus.ts'
import { jumpToPresent } from './keep-at-bottom.ts'
import type { PageApp } from './page-app.ts'
import { nothingComposed } from './state.ts'
import { withMentions } from './typed-mentions.ts'

const sendText = (app: PageApp): void => {
  const state = app.state()
  const { composing, me: userId, locale, channelId, replyTo } = state
  if (composing.type !== 'text') return
  const { files } = composing
  const content = withMentions(state, composing.text.trim())
  if (content === '' && files.length === 0) return
  app.update((it) => ({ ...it, composing: nothingComposed, replyTo: undefined, hasSent: true }))
  void app.send({
    type: 'post',
    userId,
    locale,
    channelId,
    content,
    files: [...files],
    ...(replyTo && { replyTo }),
  })
}

const sendCommand = (app: PageApp): void => {
  const { composing, me: userId, locale, channelId } = app.state()
  if (composing.type !== 'command') return
  const missing = missingOption(composing)
  if (missing !== undefined) {
    app.update((state) => ({
      ...withNotice(state, `“${missing.name}” is required.`),
      composing: { ...composing, focused: missing.name },
    }))
    focusComposer()
    return
  }
  const options = Object.fromEntries(Object.entries(composing.values).filter(([, value]) => value !== ''))
  const { command, files } = composing
  app.update((state) => ({ ...state, composing: nothingComposed, hasSent: true }))
  void app.send({
    type: 'slash',
    userId,
    locale,
    channelId,
    command: command.name,
    options,
    files: { ...files },
  })
  focusComposer()
}

/** Sends what is in the box: a message, or a command with its options. */
export const sendComposed = (app: PageApp): void => {
  jumpToPresent()
  if (app.state().composing.type === 'text') sendText(app)
  else sendCommand(app)
}
