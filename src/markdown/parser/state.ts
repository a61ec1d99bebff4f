import type MarkdownIt from 'markdown-it'

/** markdown-it with its rules. */
export type Markdown = InstanceType<typeof MarkdownIt>

/** What a rule for blocks works on. */
export type StateBlock = InstanceType<Markdown['block']['State']>

/** What a rule for inline text works on. */
export type StateInline = InstanceType<Markdown['inline']['State']>

/** A token of markdown-it: blocks have `map` in lines, inline tokens have their offset in the inline text in `map[0]`. */
export type Token = ReturnType<Markdown['parse']>[number]

/** Whether the source that is parsed will go on. */
export const isGrowing = (env: object): boolean => 'growing' in env && env.growing === true

/** Whether the inline text that is parsed is the one that will go on. */
export const isIncomplete = (env: object): boolean => 'isIncomplete' in env && env.isIncomplete === true
