import { html, nothing, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { afterDrawing } from '../focus.ts'
import type { PageApp } from '../page-app.ts'
import { pageText } from '../page-text.ts'
import { closeSelect, take } from './open-select.ts'
import { matching, type SelectOption, selectOptions } from './select-options.ts'
import type { OpenSelect } from './select-place.ts'

/** How much room, in pixels, a list below its box needs. */
const room = 280

const position = ({ box }: OpenSelect): string => {
  const isBelow = box.bottom + room < innerHeight || box.top < room
  const vertical = isBelow ? `--top: ${box.bottom + 4}px` : `--bottom: ${innerHeight - box.top + 4}px`
  return `--left: ${box.left}px; --width: ${box.width}px; ${vertical}`
}

const line = (app: PageApp, open: OpenSelect, option: SelectOption, index: number): TemplateResult => {
  const { value, label, description, sign, color } = option
  const isTicked = open.values.includes(value)
  return html`<li
    id="select-option-${index}"
    role="option"
    aria-selected=${isTicked}
    data-picked=${index === open.picked ? '' : nothing}
    @click=${() => take(app, value)}
  >
    ${sign === '' ? nothing : html`<span class="sign">${sign}</span>`}
    <span class="words">
      <span style=${color === '' ? nothing : `color: ${color}`}>${label}</span>
      ${description === '' ? nothing : html`<small>${description}</small>`}
    </span>
    <span class="tick ${open.select.max > 1 ? 'many' : ''}" aria-hidden="true">${isTicked ? '✓' : ''}</span>
  </li>`
}

const linesOf = (app: PageApp, open: OpenSelect): readonly SelectOption[] =>
  matching(selectOptions(app.state(), open.select, open.place.channelId), open.query)

const moveBy = (app: PageApp, open: OpenSelect, by: number): void => {
  const count = linesOf(app, open).length
  const picked = count === 0 ? 0 : (open.picked + by + count) % count
  app.update((state) => ({ ...state, openSelect: { ...open, picked } }))
  afterDrawing(() => document.querySelector('[data-picked]')?.scrollIntoView({ block: 'nearest' }))
}

/** Keys may come faster than the page is drawn: each acts on the list as the last one has left it. */
const onKey = (app: PageApp, event: KeyboardEvent): void => {
  const open = app.state().openSelect
  if (open === undefined || event.isComposing) return
  const picked = linesOf(app, open)[open.picked]
  if (event.key === 'ArrowDown') moveBy(app, open, 1)
  else if (event.key === 'ArrowUp') moveBy(app, open, -1)
  else if (event.key === 'Tab' || event.key === 'Escape') closeSelect(app)
  else if (event.key === 'Enter' && picked !== undefined) take(app, picked.value)
  else if (event.key !== 'Enter') return
  event.preventDefault()
  event.stopPropagation()
}

const search = (app: PageApp, { target }: Event): void => {
  if (!(target instanceof HTMLInputElement)) return
  const query = target.value
  app.update((it) => (it.openSelect ? { ...it, openSelect: { ...it.openSelect, query, picked: 0 } } : it))
}

const focus = (box: Element | undefined): void => {
  if (box instanceof HTMLElement) requestAnimationFrame(() => box.focus())
}

/** The list of the select that is open, over everything else, with a box in which one can type to search. */
export const showSelectList = (app: PageApp): TemplateResult | typeof nothing => {
  const state = app.state()
  const open = state.openSelect
  if (open === undefined) return nothing
  const lines = linesOf(app, open)
  return html`<div class="select-shade" @click=${() => closeSelect(app)}></div>
    <div class="select-list" style=${position(open)}>
      <input
        role="searchbox"
        aria-label=${pageText(state).search}
        aria-controls="select-options"
        aria-activedescendant="select-option-${open.picked}"
        autocomplete="off"
        placeholder=${pageText(state).search}
        .value=${open.query}
        ${ref(focus)}
        @input=${(event: Event) => search(app, event)}
        @keydown=${(event: KeyboardEvent) => onKey(app, event)}
      />
      <ul id="select-options" role="listbox" aria-label=${open.label} aria-multiselectable=${open.select.max > 1}>
        ${lines.map((option, index) => line(app, open, option, index))}
      </ul>
      ${lines.length === 0 ? html`<p>${pageText(state).nothingFound}</p>` : nothing}
    </div>`
}
