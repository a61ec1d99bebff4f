const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** What Markdown and Discord would draw instead of showing. */
const drawn = /<[@#][^>\s]*>|<\/[^>]*:\d+>|<a?:\w+:\d+>|https?:\/\/\S+|[*_`~|#>[\]()\\]/g

/** The first words of a text on one line, without Markdown, at most `most` UTF-16 units long; empty if it has none. */
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

/** A file's name from a title: letters and digits of any script, joined by hyphens; empty if it has none. */
export const fileNameOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
