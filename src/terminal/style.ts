import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** Colours text, or not. */
export type Style = (format: Format, text: string) => string

/** Colours for a stream: none for a pipe or where NO_COLOR is set, always where FORCE_COLOR is. */
export const styleFor =
  (stream: NodeJS.WriteStream): Style =>
  (format, text) =>
    styleText(format, text, { stream })

/** No colours. */
export const plain: Style = (_, text) => text
