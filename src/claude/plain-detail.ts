const longest = 200

/**
 * What the API said, fit to be shown and logged: one line of at most 200 characters, without anything that looks like
 * a key, and without long quoted passages, which may be a prompt.
 */
export const plainDetail = (said: string): string => {
  const plain = said
    .replace(/\s+/g, ' ')
    .replace(/sk-[\w-]{8,}/g, '[key]')
    .replace(/(["'`]).{40,}?\1/g, '$1…$1')
    .trim()
  const characters = [...plain]
  return characters.length <= longest ? plain : `${characters.slice(0, longest - 1).join('')}…`
}
