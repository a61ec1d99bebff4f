import type { Act } from '../../act.ts'
import type { FieldView, FormView } from '../../view/form.ts'
import { afterDrawing } from '../focus.ts'
import type { PageApp } from '../page-app.ts'
import { pageText } from '../page-text.ts'
import { fieldProblem } from './field-problem.ts'
import { type FieldValue, fieldsOf, filledIn } from './form-values.ts'

/** Closes the form; what was filled in is lost, as in Discord's client. */
export const closeForm = (app: PageApp): void =>
  app.update((state) => ({ ...state, form: undefined, formProblems: {}, formFiles: {} }))

const focusFirstProblem = (): void =>
  afterDrawing(() => {
    const field = document.querySelector('.form [data-problem]')
    field?.querySelector<HTMLElement>('input, textarea, button')?.focus()
    field?.scrollIntoView({ block: 'nearest' })
  })

type Filled = { readonly field: FieldView; readonly value: FieldValue }
type Submitted = Pick<Extract<Act, { type: 'submit' }>, 'values' | 'files'>

const asSubmitted = (filled: readonly Filled[]): Submitted => {
  const submitted: Submitted = { values: {}, files: {} }
  for (const { field, value } of filled) {
    const { customId } = field
    if (value.type === 'files') submitted.files[customId] = [...value.files]
    else if (value.type === 'chosen') submitted.values[customId] = [...value.values]
    else submitted.values[customId] = value.type === 'text' ? value.text : value.checked
  }
  return submitted
}

/** Submits the form, or says at its fields why it cannot be submitted. */
export const submitForm = async (app: PageApp, form: FormView, element: HTMLFormElement): Promise<void> => {
  const state = app.state()
  const data = new FormData(element)
  const filled = fieldsOf(form).map((field) => ({ field, value: filledIn(state, form, field, data) }))
  const problems = filled.map(
    ({ field, value }) => [field.customId, fieldProblem(field, value, pageText(state))] as const,
  )
  if (problems.some(([, problem]) => problem !== '')) {
    app.update((it) => ({ ...it, formProblems: Object.fromEntries(problems) }))
    focusFirstProblem()
    return
  }
  const { interactionId } = form
  const { me: userId, locale } = state
  const result = await app.send({ type: 'submit', userId, locale, interactionId, ...asSubmitted(filled) })
  if (result.problem === undefined && app.state().form?.interactionId === interactionId) closeForm(app)
}
