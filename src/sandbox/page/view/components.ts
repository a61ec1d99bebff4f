/** A choice in a select menu, or a suggestion while typing. */
export type ChoiceView = {
  readonly label: string
  readonly value: string
  readonly description: string
  readonly chosen: boolean
}

/** Something in a row under a message. */
export type ControlView =
  | {
      readonly type: 'button'
      readonly customId: string
      readonly label: string
      readonly emoji: string
      readonly style: 'primary' | 'secondary' | 'success' | 'danger' | 'link'
      readonly disabled: boolean
      readonly url: string
    }
  | {
      readonly type: 'select'
      readonly customId: string
      readonly placeholder: string
      readonly disabled: boolean
      readonly choices: readonly ChoiceView[]
    }

/** What stands in a message below its content, or instead of it. */
export type BlockView =
  | { readonly type: 'row'; readonly controls: readonly ControlView[] }
  | { readonly type: 'text'; readonly content: string }
  | { readonly type: 'line' }
