import type { Token } from './state.ts'

/** Link destinations by normalised label, as markdown-it keeps them. */
export type References = Readonly<Record<string, { readonly href: string; readonly title: string }>>

/** What inline texts were parsed to, as long as the link definitions are these. */
export type InlineCache = {
  readonly references: References
  readonly parsed: ReadonlyMap<string, Token[]>
}

/** Nothing was parsed before. */
export const emptyInlineCache: InlineCache = { references: {}, parsed: new Map() }

/** Whether labels mean the same in both. */
export const sameReferences = (one: References, other: References): boolean => {
  const labels = Object.keys(one)
  return (
    labels.length === Object.keys(other).length &&
    labels.every((label) => one[label]?.href === other[label]?.href)
  )
}
