/** The meaning of an input line. */
export type Input =
  | { readonly type: 'ask'; readonly prompt: string }
  | { readonly type: 'new' }
  | { readonly type: 'model'; readonly name: string | undefined }
  | { readonly type: 'help' }
  | { readonly type: 'quit' }
  | { readonly type: 'unknown'; readonly command: string }
  | { readonly type: 'nothing' }

/**
 * Parses a line: `quit` in any case, a command after a slash, or a question. Two slashes start a question that begins
 * with one.
 */
export const parseInput = (line: string): Input => {
  const text = line.trim()
  if (text === '') return { type: 'nothing' }
  if (/^(quit|exit)$/i.test(text)) return { type: 'quit' }
  if (text.startsWith('//')) return { type: 'ask', prompt: text.slice(1) }
  const [, command, rest = ''] = /^\/(\w*)\s*(.*)$/s.exec(text) ?? []
  switch (command?.toLowerCase()) {
    case undefined:
      return { type: 'ask', prompt: text }
    case 'new':
      return { type: 'new' }
    case 'model':
      return { type: 'model', name: rest === '' ? undefined : rest }
    case 'help':
      return { type: 'help' }
    case 'quit':
    case 'exit':
      return { type: 'quit' }
    default:
      return { type: 'unknown', command: `/${command}` }
  }
}
