/** Nothing to a reader, but what stands on both sides of it is apart for Discord. */
export const zeroWidthSpace = '\u200b'

/**
 * `raw` as Discord shows it literally: nothing in it formats, links, mentions or draws a timestamp.
 * `struck` and `hidden` say that it stands in a strikethrough or spoiler, whose marks it must not complete.
 */
export const escapeText = (raw: string, struck = false, hidden = false): string => {
  const escaped = /[\\*`[_~|]/.test(raw)
    ? raw.replace(/[\\*`[_~|]/g, (mark, index: number) =>
        (struck && mark === '~') || (hidden && mark === '|') ? `\\${mark}` : escapeMark(mark, index, raw),
      )
    : raw
  return /[<@]|:\/\/|discord/i.test(escaped) ? disarm(escaped) : escaped
}

/** `escaped` where a line begins with it: no heading, subtext, list or quote starts there by accident. */
export const escapeLineStart = (escaped: string): string =>
  escaped.replace(
    /^(\s*)(#{1,3}(?=\s|$)|-#|[-+](?=\s|$)|>|\d+(?=\.(?:\s|$)))/,
    (_, space: string, mark: string) => (/^\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`),
  )

/** Code that cannot end the block it stands in: Discord ends a block at any three backticks. */
export const guardFence = (code: string): string =>
  code.includes('```') ? code.replaceAll('```', `\`${zeroWidthSpace}\`${zeroWidthSpace}\``) : code

/** Code that cannot end the spoiler it stands in: Discord ends a spoiler at any two bars. */
export const guardSpoiler = (code: string): string =>
  code.includes('||') ? code.replace(/\|(?=\|)/g, `|${zeroWidthSpace}`) : code

/** What is drawn as nothing, turns the reading direction or controls a terminal; and our own placeholder. */
const unseen =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\ue000\u{1bca0}-\u{1bca3}\u{e0080}-\u{e00ff}\u{e01f0}-\u{e0fff}]|\u034f|\u17b4|\u17b5|(?![\t\n])\p{Cc}/gu
/** What may be that, but is needed in emoji and in some scripts. */
const joining = /\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0000}-\u{e007f}]|[\u{e0100}-\u{e01ef}]/u

/** What most texts consist of; told much faster than that nothing unseen is in them. */
const printable = /^[\t\n\x20-\x7e]*$/

/** `text` without characters that are invisible or turn the reading direction, but with those that emoji and scripts need. */
export const withoutInvisible = (text: string): string => {
  if (printable.test(text)) return text
  const seen = text.replace(unseen, '')
  return joining.test(seen)
    ? seen
        .replace(/(?<!\p{Extended_Pictographic}[\u{e0020}-\u{e007e}]{0,10})[\u{e0000}-\u{e007f}]/gu, '')
        .replace(/(?<!\p{Ideographic})[\u{e0100}-\u{e01ef}]/gu, '')
        .replace(/(?<![\p{Emoji}\p{S}\p{P}\p{M}\p{Ideographic}])[\ufe00-\ufe0f]/gu, '')
        .replace(/(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\p{L}|\p{M})[\u200c\u200d]/gu, '')
        .replace(/(?<!\p{M})[\u200c\u200d](?![\p{Extended_Pictographic}\p{L}\p{M}])/gu, '')
        .replace(/(?<=[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])[\u200c\u200d]/gu, '')
    : seen
}

const escapeMark = (mark: string, index: number, raw: string): string => {
  const before = raw[index - 1] ?? ''
  const after = raw[index + 1] ?? ''
  switch (mark) {
    case '~':
    case '|':
      return before === mark || after === mark ? `\\${mark}` : mark
    default:
      return `\\${mark}`
  }
}

/**
 * Mentions, slash commands, timestamps, custom emoji and navigation links all begin with `<` and one of these.
 * An address in plain text is one that was not to be a link: Discord would make it one, with a preview.
 */
const disarm = (text: string): string =>
  text
    .replace(/(https?:)\/\//gi, '$1\\//')
    .replace(/(discord(?:app)?)\.(?=gg\/|com\/invite)/gi, '$1\\.')
    .replace(/<(?=$|[@#:/+]|(?:t|a|i|id|sound)(?:$|:))/g, `<${zeroWidthSpace}`)
    .replace(
      /@(?=everyone|here|(?:e(?:v(?:e(?:r(?:y(?:o(?:n)?)?)?)?)?)?|h(?:e(?:r)?)?)?$)/gi,
      `@${zeroWidthSpace}`,
    )
