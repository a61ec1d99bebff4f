const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** What Markdown and Discord render as something else. */
const drawn = /<[@#][^>\s]*>|<\/[^>]*:\d+>|<a?:\w+:\d+>|https?:\/\/\S+|[*_`~|#>[\]()\\]/g

/** The first words of a text in one line of at most `most` UTF-16 code units, without Markdown; empty if there are none. */
export const titleOf = (text: string, most: number): string => {
  const line = text
    .slice(0, most * 8)
    .replace(drawn, ' ')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
  if (line.length <= most) return line
  let cut = ''
  for (const { segment } of graphemes.segment(line)) {
    if (cut.length + segment.length > most - 1) break
    cut += segment
  }
  const space = cut.lastIndexOf(' ')
  return `${(space > most / 2 ? cut.slice(0, space) : cut).trim()}…`
}

/** A file name from a title: letters and digits of any script, joined by hyphens; empty if there are none. */
export const fileNameOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
