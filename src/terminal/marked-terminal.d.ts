declare module 'marked-terminal' {
  import type { MarkedExtension } from 'marked'

  /** The part of the library's options that is used here; it brings no types of its own. */
  export const markedTerminal: (options?: {
    readonly reflowText?: boolean
    readonly width?: number
    readonly showSectionPrefix?: boolean
    readonly tab?: number
    readonly emoji?: boolean
  }) => MarkedExtension
}
