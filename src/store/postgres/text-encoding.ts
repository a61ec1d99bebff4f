/**
 * PostgreSQL's text holds every character but U+0000 (https://www.postgresql.org/docs/current/datatype-character.html).
 * It is stored as a noncharacter and a digit; so is the noncharacter itself, so that every text comes back as it was.
 */
const mark = '\u{10ffff}'

/** A text as it is stored. */
export const encodeText = (text: string): string =>
  text.replace(/[\0\u{10ffff}]/gu, (found) => mark + (found === '\0' ? '0' : '1'))

/** The text that was stored. */
export const decodeText = (stored: string): string =>
  stored.includes(mark)
    ? stored.replace(/\u{10ffff}([01])/gu, (_, digit) => (digit === '0' ? '\0' : mark))
    : stored
