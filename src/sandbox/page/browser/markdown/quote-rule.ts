import { rules } from 'discord-markdown-parser'

const { blockQuote } = rules

/** The parser's own rule for quotes, after which a heading or subtext may begin; its lines begin anew inside. */
export const quoteRules: typeof rules =
  blockQuote === undefined
    ? {}
    : {
        blockQuote: {
          ...blockQuote,
          match: (source, state, before) => {
            const [whole] = blockQuote.match(source, state, before) ?? []
            return whole === undefined ? null : Object.assign([whole, '\n'], { index: 0, input: source })
          },
          parse: (capture, parse, state) => blockQuote.parse(capture, parse, { ...state, prevCapture: null }),
        },
      }
