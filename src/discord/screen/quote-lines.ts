import { cut } from '../../markdown/cut.ts'

/** A text as a quotation in Discord's Markdown, cut at `most` code points. */
export const quoteLines = (text: string, most: number): string =>
  cut(
    text
      .trim()
      .split(/\r?\n/)
      .map((line) => `> ${line}`)
      .join('\n'),
    most,
  )
