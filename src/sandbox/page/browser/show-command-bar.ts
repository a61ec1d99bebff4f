import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { OptionView } from '../view/command.ts'
import { fillIn } from './completion.ts'
import { type Filling, hiddenOptions, shownOptions } from './composing.ts'
import { focusComposer } from './focus.ts'
import type { PageApp } from './page-app.ts'
import { pageText } from './page-text.ts'
import { readFiles } from './read-file.ts'
import { nothingComposed, personOf, type State } from './state.ts'
import { wordsOf } from './words-of.ts'

const change = (app: PageApp, how: (filling: Filling) => Filling): void =>
  app.update((state) =>
    state.composing.type === 'command' ? { ...state, composing: how(state.composing) } : state,
  )

const askForSuggestions = async (app: PageApp, focused: string): Promise<void> => {
  const { composing, me: userId, locale, channelId } = app.state()
  if (composing.type !== 'command') return
  const asked = { ...composing.values, [focused]: composing.values[focused] ?? '' }
  const { name: command } = composing.command
  const result = await app.send({
    type: 'suggest',
    userId,
    locale,
    channelId,
    command,
    options: asked,
    focused,
  })
  // An answer to what was typed before is late.
  change(app, (it) =>
    (it.values[focused] ?? '') === asked[focused] ? { ...it, suggestions: result.choices ?? [] } : it,
  )
}

const write = (app: PageApp, option: OptionView, event: Event): void => {
  const { target } = event
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return
  fillIn(app, option.name, target.value)
  if (option.suggests) void askForSuggestions(app, option.name)
}

const focus = (app: PageApp, option: OptionView): void => {
  change(app, (it) => ({ ...it, focused: option.name, suggestions: [] }))
  if (option.suggests) void askForSuggestions(app, option.name)
}

const pickFile = async (app: PageApp, option: OptionView, { target }: Event): Promise<void> => {
  if (!(target instanceof HTMLInputElement)) return
  const [file] = await readFiles(target.files)
  if (file !== undefined) change(app, (it) => ({ ...it, files: { ...it.files, [option.name]: file } }))
}

/** A value is kept as an id where the option names somebody or somewhere; people read names. */
const readable = (state: State, option: OptionView, value: string): string => {
  if (option.kind === 'user') return personOf(state, value)?.name ?? value
  if (option.kind === 'channel') return state.channels.get(value)?.name ?? value
  const choice = option.choices.find((it) => it.value === value)
  return choice === undefined ? value : wordsOf(choice.label, state.locale)
}

const box = (app: PageApp, filling: Filling, option: OptionView): TemplateResult => {
  const state = app.state()
  const label = wordsOf(option.label, state.locale)
  const value = readable(state, option, filling.values[option.name] ?? '')
  const isFocused = filling.focused === option.name
  if (option.kind === 'file')
    return html`<span class="choose-file"
      >${filling.files[option.name]?.name ?? pageText(state).chooseFile}<input type="file" aria-label=${label} ?data-focused=${isFocused} @change=${(event: Event) => void pickFile(app, option, event)}
    /></span>`
  const isLong = option.kind === 'text' && option.choices.length === 0 && !option.suggests
  const onInput = (event: Event) => write(app, option, event)
  const onFocus = () => focus(app, option)
  return isLong
    ? html`<textarea rows="1" aria-label=${label} ?data-focused=${isFocused} .value=${live(value)} maxlength=${option.maxLength ?? 6000} @input=${onInput} @focus=${onFocus}></textarea>`
    : html`<input aria-label=${label} autocomplete="off" ?data-focused=${isFocused} .value=${live(value)} @input=${onInput} @focus=${onFocus} />`
}

const field = (app: PageApp, filling: Filling, option: OptionView): TemplateResult =>
  html`<label class="option ${option.kind}" title=${wordsOf(option.description, app.state().locale)}>
    <span>${wordsOf(option.label, app.state().locale)}</span>${box(app, filling, option)}
  </label>`

const addable = (app: PageApp, filling: Filling): TemplateResult | typeof nothing => {
  const hidden = hiddenOptions(filling)
  if (hidden.length === 0) return nothing
  const add = (name: string) => () => {
    change(app, (it) => ({ ...it, added: [...it.added, name], focused: name }))
    focusComposer()
  }
  return html`${hidden.map(
    ({ name, label, description }) =>
      html`<button class="add" title=${wordsOf(description, app.state().locale)} @click=${add(name)}>
        + ${wordsOf(label, app.state().locale)}
      </button>`,
  )}`
}

/** The command that is being filled in, with its options. */
export const showCommandBar = (app: PageApp, filling: Filling): TemplateResult => {
  const { locale } = app.state()
  const leave = () => app.update((state) => ({ ...state, composing: nothingComposed }))
  return html`<div class="command-bar">
    <span class="command-name">/${wordsOf(filling.command.label, locale)}</span>
    ${shownOptions(filling).map((option) => field(app, filling, option))} ${addable(app, filling)}
    ${shownOptions(filling).length === 0 ? html`<input class="lone" aria-label="Enter to send" data-focused readonly placeholder=${pageText(app.state()).enterToSend} />` : nothing}
    <button class="leave" aria-label="Leave the command" @click=${leave}>✕</button>
  </div>`
}
