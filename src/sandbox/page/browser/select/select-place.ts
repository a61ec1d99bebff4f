import type { SelectView } from '../../view/components.ts'

/** Where a select stands: on a message, or in the form that is open. */
export type SelectPlace = {
  readonly messageId: string | undefined
  readonly channelId: string
  readonly customId: string
}

/** The select whose list is open. */
export type OpenSelect = {
  readonly place: SelectPlace
  readonly label: string
  readonly select: SelectView
  readonly values: readonly string[]
  readonly query: string
  /** The highlighted line. */
  readonly picked: number
  /** The box that the list belongs to, in pixels of the window. */
  readonly box: {
    readonly left: number
    readonly top: number
    readonly bottom: number
    readonly width: number
  }
}

/** What is kept of the select under this key: each has one of its own on the page. */
export const selectKey = ({ messageId, customId }: SelectPlace): string =>
  `${messageId ?? 'form'} ${customId}`
