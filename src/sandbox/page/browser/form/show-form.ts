import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { ref } from 'lit/directives/ref.js'
import { avatarOf } from '../avatar.ts'
import { showMarkdown } from '../markdown/show.ts'
import { namesIn } from '../names-in.ts'
import type { PageApp } from '../page-app.ts'
import { pageText } from '../page-text.ts'
import { botOf } from '../state.ts'
import { showField } from './show-field.ts'
import { closeForm, submitForm } from './submit-form.ts'

/** Called once for each form: only a callback that stays the same is not called again at each drawing. */
const focusFirst = (form: Element | undefined): void => {
  const first = form?.querySelector<HTMLElement>('.field :is(textarea, input, button)')
  if (first) requestAnimationFrame(() => first.focus())
}

/** The form that the bot shows to the person, over everything else. */
export const showForm = (app: PageApp): TemplateResult | typeof nothing => {
  const state = app.state()
  const { form } = state
  if (form === undefined) return nothing
  const text = pageText(state)
  const bot = botOf(state)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (event.target instanceof HTMLFormElement) void submitForm(app, form, event.target)
  }
  const dialog = html`<div class="shade">
    <form class="form" role="dialog" aria-modal="true" aria-label=${form.title} novalidate ${ref(focusFirst)} @submit=${submit}>
      <header>
        <img src=${avatarOf(bot)} alt="" />
        <h2>${form.title}</h2>
        <button type="button" class="close" aria-label=${text.close} @click=${() => closeForm(app)}>✕</button>
      </header>
      <p class="form-warning">${text.formGoesTo(bot?.name ?? '')}</p>
      ${form.parts.map((part) =>
        'text' in part
          ? html`<div class="form-text">${showMarkdown(part.text, namesIn(state))}</div>`
          : showField(app, form, part),
      )}
      <div class="form-end">
        <button type="button" class="button secondary" @click=${() => closeForm(app)}>${text.cancel}</button>
        <button class="button primary">${text.submit}</button>
      </div>
    </form>
  </div>`
  return html`${keyed(form.interactionId, dialog)}`
}
