const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
const longest = 100

/** Of a longer one, in UTF-16 code units, only the end is looked at. */
const longestGiven = 2000

/**
 * A file's name that is safe to show and to send to Claude: without folders, invisible or reordering characters, and
 * characters with a meaning in a shell, in markup or on Windows; at most 100 code points, with its extension; never empty.
 */
export const fileName = (given: string): string => {
  const last = given.slice(-longestGiven).replace(invisible, '').split(/[/\\]/).at(-1) ?? ''
  const name = last
    .replace(/[<>:"|?*`]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  if (name === '') return 'file'
  const points = [...name]
  if (points.length <= longest) return name
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? ''
  return points.slice(0, longest - ending.length).join('') + ending
}
