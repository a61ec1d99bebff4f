const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
const longest = 100

/**
 * A file's name as it may be shown and told to Claude: no folders, no invisible or reordering characters, none that mean
 * something to a shell, a markup or Windows, at most 100 code points with its ending kept, and never empty.
 */
export const fileName = (given: string): string => {
  const last = given.replace(invisible, '').split(/[/\\]/).at(-1) ?? ''
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
