import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { SentFile } from '../act.ts'
import { type Completion, completions } from './completion.ts'
import { onComposerKey } from './composer-keys.ts'
import { typed } from './composing.ts'
import { focusComposer } from './focus.ts'
import { offeredCommands } from './offered-commands.ts'
import type { PageApp } from './page-app.ts'
import { pageText } from './page-text.ts'
import { readFiles } from './read-file.ts'
import { showCommandBar } from './show-command-bar.ts'
import { showPlusMenu } from './show-plus-menu.ts'
import { type Composing, personOf } from './state.ts'
import { suggestions } from './suggestions.ts'

type Writing = Extract<Composing, { type: 'text' }>

const line = (app: PageApp, it: Completion, isPicked: boolean): TemplateResult => {
  const take = (event: Event): void => {
    // The box keeps the caret.
    event.preventDefault()
    it.take()
    app.update((state) => state)
  }
  return html`<li role="option" aria-selected=${isPicked ? 'true' : 'false'} @mousedown=${take}>
    <b>${it.label}</b> <span>${it.detail}</span>
  </li>`
}

const list = (app: PageApp): TemplateResult | typeof nothing => {
  const lines = completions(app)
  const { picked } = app.state()
  if (lines.length === 0) return nothing
  return html`<ul class="completions" role="listbox" aria-label="Suggestions">
    ${lines.map((it, index) => line(app, it, index === Math.min(picked, lines.length - 1)))}
  </ul>`
}

const write = (app: PageApp, { target }: Event): void => {
  if (!(target instanceof HTMLTextAreaElement)) return
  const { value } = target
  const before = app.state().composing.type
  app.update((state) => ({
    ...state,
    picked: 0,
    composing: typed(state.composing, value, offeredCommands(state, 'slash')),
  }))
  if (app.state().composing.type !== before) focusComposer()
}

const addFiles = async (app: PageApp, files: Iterable<File> | null | undefined): Promise<void> => {
  const added = await readFiles(files)
  app.update((state) =>
    state.composing.type === 'text'
      ? { ...state, composing: { ...state.composing, files: [...state.composing.files, ...added] } }
      : state,
  )
}

const picker = (app: PageApp): TemplateResult => {
  const pick = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) void addFiles(app, target.files)
    app.update((state) => ({ ...state, plusOpen: false }))
  }
  return html`<label class="menu-file"
    >${pageText(app.state()).attach}<input type="file" multiple aria-label=${pageText(app.state()).attach} @change=${pick}
  /></label>`
}

const attached = (app: PageApp, files: readonly SentFile[]): TemplateResult | typeof nothing => {
  if (files.length === 0) return nothing
  const drop = (file: SentFile) => () =>
    app.update((state) =>
      state.composing.type === 'text'
        ? {
            ...state,
            composing: { ...state.composing, files: state.composing.files.filter((it) => it !== file) },
          }
        : state,
    )
  return html`<div class="attached">
    ${files.map((file) => html`<span>📄 ${file.name} <button aria-label="Remove ${file.name}" @click=${drop(file)}>✕</button></span>`)}
  </div>`
}

const replying = (app: PageApp): TemplateResult | typeof nothing => {
  const state = app.state()
  const target = state.replyTo === undefined ? undefined : state.messages.get(state.replyTo)
  if (target === undefined) return nothing
  const stop = () => app.update((it) => ({ ...it, replyTo: undefined }))
  return html`<p class="replying">
    ${pageText(state).replyingTo} <b>${personOf(state, target.authorId)?.name}</b>
    <button aria-label="Do not reply" @click=${stop}>✕</button>
  </p>`
}

const textBox = (app: PageApp, { text, files }: Writing): TemplateResult => {
  const state = app.state()
  const channel = state.channels.get(state.channelId)
  const place = channel?.kind === 'direct' ? `@${channel.name}` : `#${channel?.name ?? ''}`
  const paste = (event: ClipboardEvent): void => {
    const pasted = event.clipboardData?.files
    if (pasted !== undefined && pasted.length > 0) void addFiles(app, pasted)
  }
  return html`${attached(app, files)}
    <div class="text-box">
      ${showPlusMenu(app, picker(app))}
      <textarea
        rows="1"
        maxlength="2000"
        placeholder=${pageText(state).message(place)}
        aria-label="Message ${place}"
        .value=${live(text)}
        @input=${(event: Event) => write(app, event)}
        @paste=${paste}
      ></textarea>
    </div>`
}

/** The box at the bottom: a message or a command, with a list of what it could become above it. */
export const showComposer = (app: PageApp): TemplateResult => {
  const state = app.state()
  const { composing } = state
  const isMuted = state.channels.get(state.channelId)?.writtenBy.includes(state.me) === false
  if (isMuted)
    return html`<div class="composer"><p class="box muted-box">${pageText(state).mayNotWrite}</p></div>`
  return html`<div class="composer" @keydown=${(event: KeyboardEvent) => onComposerKey(app, event)}>
    ${list(app)} ${suggestions(app)} ${replying(app)}
    <div class="box">${composing.type === 'text' ? textBox(app, composing) : showCommandBar(app, composing)}</div>
  </div>`
}
