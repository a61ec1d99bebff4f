import { addLine, beginBlock, type Walk } from './block-walk.ts'
import { withoutInvisible } from './escape.ts'
import type { Atom } from './line.ts'
import type { Token } from './parser/parser.ts'

/** Adds the definition of a link, such as `[1]: https://example.com`, unless a link shows its address. */
export const addDefinition = (walk: Walk, token: Token): void => {
  const from = walk.source.lineStart(token.map?.[0] ?? 0)
  if (walk.isUsed(token.info, from)) return
  beginBlock(walk, token)
  const words = [`[${token.info}]:`, ...token.content.split(/\s+/)].map(withoutInvisible)
  const atoms = words.flatMap((word, index): Atom[] => {
    const [, url] = /^<?(https?:[^\s<>]+)>?$/i.exec(word) ?? []
    const shown: Atom =
      url === undefined
        ? { kind: 'text', raw: word, from, marks: [] }
        : { kind: 'code', raw: `<${url}>`, from, marks: [] }
    return index === 0 ? [shown] : [{ kind: 'text', raw: ' ', from, marks: [] }, shown]
  })
  addLine(walk, from, atoms)
}
