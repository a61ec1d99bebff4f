import { html, nothing, type TemplateResult } from 'lit'
import type { SelectView } from '../../view/components.ts'
import type { PageApp } from '../page-app.ts'
import { pageText } from '../page-text.ts'
import { chosenValues, openSelect } from './open-select.ts'
import { type SelectOption, selectOptions } from './select-options.ts'
import { type SelectPlace, selectKey } from './select-place.ts'

const chip = ({ sign, label, color }: SelectOption): TemplateResult =>
  html`<span class="chip" style=${color === '' ? nothing : `color: ${color}`}>${sign} ${label}</span>`

/** The box of a select menu, which opens its list. */
export const showSelect = (
  app: PageApp,
  place: SelectPlace,
  label: string,
  select: SelectView,
  disabled: boolean,
): TemplateResult => {
  const state = app.state()
  const values = chosenValues(state, place, select)
  const chosen = selectOptions(state, select, place.channelId).filter(({ value }) => values.includes(value))
  const isOpen = state.openSelect !== undefined && selectKey(state.openSelect.place) === selectKey(place)
  const open = ({ currentTarget }: Event): void => {
    if (currentTarget instanceof Element) openSelect(app, place, label, select, currentTarget)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    open(event)
  }
  return html`<button
    type="button"
    class="select"
    role="combobox"
    aria-haspopup="listbox"
    aria-expanded=${isOpen}
    aria-label=${label}
    data-select=${selectKey(place)}
    ?disabled=${disabled}
    @click=${open}
    @keydown=${onKey}
  >
    <span class="chips"
      >${chosen.length > 0 ? chosen.map(chip) : html`<span class="placeholder">${select.placeholder || pageText(state).choose}</span>`}</span
    >
    <span class="arrow" aria-hidden="true">⌄</span>
  </button>`
}
