const longest = 200

/**
 * What the API said, fit to be shown and logged: one line of at most 200 characters, cut between characters, without anything that
 * looks like a key and without long quoted passages, which may be part of a prompt.
 */
export const plainDetail = (said: string): string => {
  const plain = said
    .slice(0, 10 * longest)
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(/sk-[\w-]{8,}/g, '[key]')
    .replace(/(["'`]).{40,}?\1/g, '$1…$1')
    .trim()
  const characters = [...plain]
  return characters.length <= longest ? plain : `${characters.slice(0, longest - 1).join('')}…`
}

/** The words of a web page: its title if it has one, else its text. Anything else stays as it is. */
export const withoutTags = (body: string): string => {
  if (!/^\s*</.test(body)) return body
  const page = body.slice(0, 10_000)
  const title = /<title[^<>]*>([^<]*)/i.exec(page)?.[1]?.trim()
  return title || page.replace(/<(style|script)\b[^<]*/gi, ' ').replace(/<[^<>]*>/g, ' ')
}
