import { readdirSync, readFileSync } from 'node:fs'
import { text } from '../answer.ts'
import type { Script } from './script.ts'

const folder = new URL('../documents/', import.meta.url)

const longLine = `A line without a space: ${'abcdefghij0123456789'.repeat(250)}`

const longList = Array.from(
  { length: 140 },
  (_, index) =>
    `${index + 1}. Item ${index + 1} of a list over several pages, with **bold** and \`code_${index + 1}\`.`,
).join('\n')

/** Documents that are hard to show, by name. */
export const hardDocuments = (): ReadonlyMap<string, string> => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.md'))
  const read = files.map((name): [string, string] => [
    name.replace('.md', ''),
    readFileSync(new URL(name, folder), 'utf8').trimEnd(),
  ])
  return new Map([...read, ['long-line', longLine], ['long-list', longList]])
}

const names = (documents: ReadonlyMap<string, string>): string =>
  [...documents.keys()].map((name, index) => `${index + 1}. ${name}`).join('\n')

/** A document that is hard to show, by its name or number; without one, the list of them. */
export const hardDocument: Script = {
  name: 'hard document',
  shows: 'documents that are hard to show, one by one: the reply lists them',
  example: 'Show me a hard document',
  when: /\bhard document/i,
  answer: ({ prompt }) => {
    const documents = hardDocuments()
    const wanted = /hard document\s+([\w-]+)/i.exec(prompt)?.[1] ?? ''
    const found = documents.get(wanted.toLowerCase()) ?? [...documents.values()][Number(wanted) - 1]
    return text(found ?? `Ask for a hard document by its name or number:\n\n${names(documents)}`)
  },
}
