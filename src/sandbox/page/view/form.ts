import type { ChoiceView, SelectView } from './components.ts'

/** What a field of a form asks for. */
export type InputView =
  | {
      readonly type: 'text'
      readonly long: boolean
      readonly value: string
      readonly placeholder: string
      readonly minLength: number
      readonly maxLength: number
    }
  | { readonly type: 'select'; readonly select: SelectView }
  | { readonly type: 'radios'; readonly choices: readonly ChoiceView[] }
  | {
      readonly type: 'checks'
      readonly min: number
      readonly max: number
      readonly choices: readonly ChoiceView[]
    }
  | { readonly type: 'checkbox'; readonly checked: boolean }
  | {
      readonly type: 'files'
      readonly min: number
      readonly max: number
      /** As the `accept` of a file input has them; empty for all. */
      readonly types: readonly string[]
    }

/** A field of a form that the bot shows. */
export type FieldView = {
  readonly customId: string
  readonly label: string
  readonly description: string
  readonly required: boolean
  readonly input: InputView
}

/** A form that the bot shows to one person. */
export type FormView = {
  readonly interactionId: string
  readonly userId: string
  /** Where it was opened, and so whose roles and channels its selects offer. */
  readonly channelId: string
  readonly title: string
  readonly parts: readonly (FieldView | { readonly text: string })[]
}
