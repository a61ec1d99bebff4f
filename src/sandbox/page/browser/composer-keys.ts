import { completions } from './completion.ts'
import { afterDrawing, focusComposer } from './focus.ts'
import type { PageApp } from './page-app.ts'
import { sendComposed } from './send-composed.ts'
import { nothingComposed } from './state.ts'
import { asTyped } from './typed-mentions.ts'

const move = (app: PageApp, by: number, length: number): void => {
  app.update((state) => ({ ...state, picked: (state.picked + by + length) % length }))
  afterDrawing(() =>
    document.querySelector('.completions [aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
  )
}

/** An empty option's Backspace leaves the command, as in Discord's client. */
const leaveCommand = (app: PageApp, event: KeyboardEvent): void => {
  const { composing } = app.state()
  const { target } = event
  const isBox = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
  if (composing.type !== 'command' || !isBox || target.value !== '') return
  event.preventDefault()
  app.update((state) => ({ ...state, composing: nothingComposed }))
  focusComposer()
}

/** The last own message is edited with the arrow up in an empty box. */
const editLast = (app: PageApp): void => {
  const { messages, me, channelId, composing } = app.state()
  if (composing.type !== 'text' || composing.text !== '') return
  const last = [...messages.values()].findLast((it) => it.authorId === me && it.channelId === channelId)
  if (last !== undefined)
    app.update((state) => ({ ...state, editing: { messageId: last.id, text: asTyped(state, last.content) } }))
}

/** Enter sends, Tab and Enter take the highlighted line, the arrows move along the lines. */
export const onComposerKey = (app: PageApp, event: KeyboardEvent): void => {
  // Enter that ends an input method's composition is not ours.
  if (event.isComposing) return
  const lines = completions(app)
  const line = lines[app.state().picked] ?? lines[0]
  const isList = line !== undefined
  if (isList && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault()
    move(app, event.key === 'ArrowDown' ? 1 : -1, lines.length)
  } else if (event.key === 'ArrowUp') {
    editLast(app)
  } else if (event.key === 'Backspace') {
    leaveCommand(app, event)
  } else if (isList && (event.key === 'Tab' || event.key === 'Enter') && !event.shiftKey) {
    event.preventDefault()
    line.take()
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault()
    sendComposed(app)
  }
}
