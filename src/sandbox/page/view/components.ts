/** A choice in a select menu, a radio group or a checkbox group. */
export type ChoiceView = {
  readonly label: string
  readonly value: string
  readonly description: string
  readonly emoji: string
  /** Whether it is chosen before anybody has chosen. */
  readonly chosen: boolean
}

/** A select menu: of the bot's own options, or of the people, roles or channels of the server. */
export type SelectView = {
  readonly picks: 'options' | 'users' | 'roles' | 'mentionables' | 'channels'
  readonly placeholder: string
  readonly min: number
  readonly max: number
  /** The options; empty where it picks something else. */
  readonly choices: readonly ChoiceView[]
  /** What is chosen before anybody has chosen. */
  readonly defaults: readonly string[]
  /** Discord's types of channel that may be picked; empty for all. */
  readonly channelTypes: readonly number[]
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
      readonly disabled: boolean
      readonly select: SelectView
    }

/** A picture or file that a component shows; a spoiler is covered until it is pressed. */
export type MediaView = {
  readonly url: string
  readonly name: string
  readonly description: string
  readonly spoiler: boolean
}

/** What stands in a message below its content, or instead of it. */
export type BlockView =
  | { readonly type: 'row'; readonly controls: readonly ControlView[] }
  | { readonly type: 'text'; readonly content: string }
  | { readonly type: 'line'; readonly shown: boolean; readonly large: boolean }
  | {
      readonly type: 'section'
      readonly texts: readonly string[]
      readonly beside: Extract<ControlView, { readonly type: 'button' }> | MediaView
    }
  | { readonly type: 'gallery'; readonly items: readonly MediaView[] }
  | { readonly type: 'file'; readonly file: MediaView }
  | {
      readonly type: 'container'
      /** Of the bar at its left, as #rrggbb; undefined for none. */
      readonly color: string | undefined
      readonly spoiler: boolean
      readonly blocks: readonly BlockView[]
    }
