import { html, nothing, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import type { SentFile } from '../act.ts'
import type { ChoiceView } from '../view/components.ts'
import type { FieldView, FormView } from '../view/form.ts'
import type { PageApp } from './page-app.ts'
import { type PageText, pageText } from './page-text.ts'
import { readFiles } from './read-file.ts'

/** Radios, or checkboxes where more than one may be chosen. */
const choiceList = (
  customId: string,
  required: boolean,
  many: boolean,
  choices: readonly ChoiceView[],
): TemplateResult =>
  html`<div class="choices">
    ${choices.map(
      ({ label, value, description, chosen }) => html`<label class="choice">
        <input type=${many ? 'checkbox' : 'radio'} name=${customId} value=${value} ?checked=${chosen} ?required=${required && !many} />
        <span>${label}${description ? html`<small>${description}</small>` : nothing}</span>
      </label>`,
    )}
  </div>`

/** The browser's own file input is there for keyboards and drops, but cannot be seen. */
const fileDrop = (customId: string, required: boolean, many: boolean, text: PageText): TemplateResult => {
  const name = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement)) return
    const names = [...(target.files ?? [])].map((file) => file.name).join(', ')
    const shown = target.parentElement?.querySelector('span')
    if (shown) shown.textContent = names || text.chooseFile
  }
  return html`<div class="file-drop">
    <span>${text.chooseFile}</span>
    <input type="file" name=${customId} ?multiple=${many} ?required=${required} @change=${name} />
  </div>`
}

const input = ({ customId, required, input: it }: FieldView, text: PageText): TemplateResult => {
  switch (it.type) {
    case 'text':
      return it.long
        ? html`<textarea name=${customId} rows="5" maxlength=${it.maxLength} placeholder=${it.placeholder} ?required=${required} .value=${it.value}></textarea>`
        : html`<input name=${customId} maxlength=${it.maxLength} placeholder=${it.placeholder} ?required=${required} .value=${it.value} />`
    case 'choices':
      if (it.drawn === 'list') return choiceList(customId, required, it.many, it.choices)
      return html`<select name=${customId} ?multiple=${it.many} ?required=${required}>
        ${it.choices.map(({ label, value, chosen }) => html`<option value=${value} ?selected=${chosen}>${label}</option>`)}
      </select>`
    case 'checkbox':
      return html`<input type="checkbox" name=${customId} ?checked=${it.checked} />`
    case 'files':
      return fileDrop(customId, required, it.many, text)
  }
}

const named = ({ label, required, description }: FieldView): TemplateResult =>
  html`<span>${label}${required ? html`<b class="required" title="required"> *</b>` : nothing}</span>
    ${description ? html`<small>${description}</small>` : nothing}`

const part = (it: FormView['parts'][number], text: PageText): TemplateResult =>
  'text' in it
    ? html`<p>${it.text}</p>`
    : it.input.type === 'choices' && it.input.drawn === 'list'
      ? html`<fieldset>${named(it)} ${input(it, text)}</fieldset>`
      : html`<label>${named(it)} ${input(it, text)}</label>`

const texts = (form: FormView, data: FormData): Record<string, string | string[]> =>
  Object.fromEntries(
    form.parts.flatMap((it) => {
      if ('text' in it || it.input.type === 'files') return []
      const values = data.getAll(it.customId).filter((value) => typeof value === 'string')
      return [[it.customId, it.input.type === 'choices' ? values : (values[0] ?? '')] as const]
    }),
  )

const files = async (form: FormView, data: FormData): Promise<Record<string, SentFile[]>> => {
  const fields = form.parts.flatMap((it) => ('input' in it && it.input.type === 'files' ? [it.customId] : []))
  const read = fields.map(async (id) => {
    const chosen = data.getAll(id).filter((value) => typeof value !== 'string' && value.size > 0)
    const sent: [string, SentFile[]] = [
      id,
      [...(await readFiles(chosen.filter((value) => value instanceof File)))],
    ]
    return sent
  })
  return Object.fromEntries(await Promise.all(read))
}

const submit = async (app: PageApp, form: FormView, event: SubmitEvent): Promise<void> => {
  event.preventDefault()
  if (!(event.target instanceof HTMLFormElement)) return
  const data = new FormData(event.target)
  const { me: userId, locale } = app.state()
  app.update((state) => ({ ...state, form: undefined }))
  const { interactionId } = form
  const values = texts(form, data)
  await app.send({ type: 'submit', userId, locale, interactionId, values, files: await files(form, data) })
}

/** Called once for each form: only a callback that stays the same is not called again at each drawing. */
const focusFirst = (form: Element | undefined): void =>
  form?.querySelector<HTMLElement>('textarea, input, select')?.focus()

/** The form that the bot shows to the person, over everything else. */
export const showForm = (app: PageApp): TemplateResult | typeof nothing => {
  const { form } = app.state()
  if (form === undefined) return nothing
  const close = () => app.update((state) => ({ ...state, form: undefined }))
  return html`<div class="shade">
    <form
      class="form"
      role="dialog"
      aria-modal="true"
      aria-label=${form.title}
      ${ref(focusFirst)}
      @submit=${(event: SubmitEvent) => void submit(app, form, event)}
    >
      <h2>${form.title}</h2>
      ${form.parts.map((it) => part(it, pageText(app.state())))}
      <div class="form-end">
        <button type="button" class="button secondary" @click=${close}>${pageText(app.state()).cancel}</button>
        <button class="button primary">${pageText(app.state()).submit}</button>
      </div>
    </form>
  </div>`
}
