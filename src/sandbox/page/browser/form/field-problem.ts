import type { FieldView } from '../../view/form.ts'
import type { PageText } from '../text/english.ts'
import type { FieldValue } from './form-values.ts'

type Bounds = { readonly min: number; readonly max: number }

const countProblem = (count: number, { min, max }: Bounds, required: boolean, text: PageText): string => {
  if (count === 0) return required ? text.isRequired : ''
  if (count < min) return text.atLeast(min)
  return count > max ? text.atMost(max) : ''
}

const lengthOf = (words: string): number => [...words].length

/** Why the form cannot be submitted with this value, in the page's words; empty if it can. */
export const fieldProblem = ({ required, input }: FieldView, value: FieldValue, text: PageText): string => {
  if (input.type === 'text' && value.type === 'text') {
    const length = lengthOf(value.text)
    if (length === 0) return required ? text.isRequired : ''
    if (length < input.minLength) return text.tooShort(input.minLength)
    return length > input.maxLength ? text.tooLong(input.maxLength) : ''
  }
  if (value.type === 'files' && input.type === 'files')
    return countProblem(value.files.length, input, required, text)
  if (value.type !== 'chosen') return ''
  const bounds = input.type === 'select' ? input.select : input.type === 'checks' ? input : { min: 1, max: 1 }
  return countProblem(value.values.length, bounds, required, text)
}
