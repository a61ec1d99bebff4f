import type { SentFile } from '../../act.ts'
import type { FieldView, FormView } from '../../view/form.ts'
import { chosenValues } from '../select/open-select.ts'
import type { State } from '../state.ts'

/** What is filled in for one field. */
export type FieldValue =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'chosen'; readonly values: readonly string[] }
  | { readonly type: 'checkbox'; readonly checked: boolean }
  | { readonly type: 'files'; readonly files: readonly SentFile[] }

/** The form's fields, without its texts. */
export const fieldsOf = ({ parts }: FormView): readonly FieldView[] =>
  parts.flatMap((part) => ('input' in part ? [part] : []))

const stringsIn = (data: FormData, name: string): readonly string[] =>
  data.getAll(name).filter((value) => typeof value === 'string')

/** What the person has filled in: in the browser's inputs, in selects, and as files. */
export const filledIn = (state: State, form: FormView, field: FieldView, data: FormData): FieldValue => {
  const { customId, input } = field
  switch (input.type) {
    case 'text':
      return { type: 'text', text: stringsIn(data, customId)[0] ?? '' }
    case 'select': {
      const place = { messageId: undefined, channelId: form.channelId, customId }
      return { type: 'chosen', values: chosenValues(state, place, input.select) }
    }
    case 'radios':
    case 'checks':
      return { type: 'chosen', values: stringsIn(data, customId) }
    case 'checkbox':
      return { type: 'checkbox', checked: data.has(customId) }
    case 'files':
      return { type: 'files', files: state.formFiles[customId] ?? [] }
  }
}
