import type { ChoiceView } from './components.ts'

/** A field of a form that the bot shows. */
export type FieldView = {
  readonly customId: string
  readonly label: string
  readonly description: string
  readonly required: boolean
  readonly input:
    | {
        readonly type: 'text'
        readonly long: boolean
        readonly value: string
        readonly placeholder: string
        readonly maxLength: number
      }
    | {
        readonly type: 'choices'
        readonly many: boolean
        /** A menu, or radios and checkboxes that all show. */
        readonly drawn: 'menu' | 'list'
        readonly choices: readonly ChoiceView[]
      }
    | { readonly type: 'checkbox'; readonly checked: boolean }
    | { readonly type: 'files'; readonly many: boolean }
}

/** A form that the bot shows to one person. */
export type FormView = {
  readonly interactionId: string
  readonly userId: string
  readonly title: string
  readonly parts: readonly (FieldView | { readonly text: string })[]
}
