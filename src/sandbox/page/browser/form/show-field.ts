import { html, nothing, type TemplateResult } from 'lit'
import type { ChoiceView } from '../../view/components.ts'
import type { FieldView, FormView } from '../../view/form.ts'
import type { PageApp } from '../page-app.ts'
import { pageText } from '../page-text.ts'
import { showSelect } from '../select/show-select.ts'
import { showFileDrop } from './show-file-drop.ts'

const choiceList = (
  kind: 'radio' | 'checkbox',
  customId: string,
  choices: readonly ChoiceView[],
): TemplateResult =>
  html`<div class="choices">
    ${choices.map(
      ({ label, value, description, chosen }) => html`<label class="choice">
        <input type=${kind} name=${customId} value=${value} ?checked=${chosen} />
        <span>${label}${description ? html`<small>${description}</small>` : nothing}</span>
      </label>`,
    )}
  </div>`

const input = (app: PageApp, form: FormView, field: FieldView): TemplateResult => {
  const { customId, label, input: it } = field
  switch (it.type) {
    case 'text':
      return it.long
        ? html`<textarea name=${customId} aria-label=${label} rows="5" maxlength=${it.maxLength} placeholder=${it.placeholder} .value=${it.value}></textarea>`
        : html`<input name=${customId} aria-label=${label} maxlength=${it.maxLength} placeholder=${it.placeholder} autocomplete="off" .value=${it.value} />`
    case 'select': {
      const place = { messageId: undefined, channelId: form.channelId, customId }
      return showSelect(app, place, label, it.select, false)
    }
    case 'radios':
      return choiceList('radio', customId, it.choices)
    case 'checks':
      return choiceList('checkbox', customId, it.choices)
    case 'checkbox':
      return html`<input type="checkbox" class="lone" name=${customId} aria-label=${label} ?checked=${it.checked} />`
    case 'files':
      return showFileDrop(app, customId, label, it)
  }
}

/** One field of the form with its label, its description, and what is wrong with it. */
export const showField = (app: PageApp, form: FormView, field: FieldView): TemplateResult => {
  const state = app.state()
  const { label, required, description, customId } = field
  const problem = state.formProblems[customId] ?? ''
  const star = html`<b class="required" title=${pageText(state).isRequired}> *</b>`
  return html`<div
    class="field"
    role="group"
    aria-label=${label}
    ?data-problem=${problem !== ''}
  >
    <span class="name">${label}${required ? star : nothing}</span>
    ${description ? html`<small>${description}</small>` : nothing} ${input(app, form, field)}
    ${problem === '' ? nothing : html`<small class="problem" role="alert">${problem}</small>`}
  </div>`
}
