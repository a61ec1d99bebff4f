import { listPrices, type Prices, priceTable } from './prices.ts'

const overrides = priceTable.partial()

const parse = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`PRICES_FILE is "${file}", which is not JSON: ${firstLine(error)}.`)
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\n[\s\S]*/, '').replace(/\.$/, '')

/**
 * The list prices with those of the operator's file in their place: whole models, the search price, the date. Throws an `Error` of
 * one sentence that names the file and what is wrong in it. `readFile` gives a file's text.
 */
export const readPrices = (file: string | undefined, readFile: (path: string) => string): Prices => {
  if (file === undefined) return listPrices
  let text: string
  try {
    text = readFile(file)
  } catch (error) {
    throw new Error(`PRICES_FILE is "${file}", which cannot be read: ${firstLine(error)}.`)
  }
  const { success, data, error } = overrides.safeParse(parse(file, text))
  if (!success) {
    const [issue] = error.issues
    const field = issue?.path.join('.') || 'the whole'
    throw new Error(`PRICES_FILE is "${file}", in which ${field} is wrong: ${issue?.message}.`)
  }
  return {
    asOf: data.asOf ?? listPrices.asOf,
    webSearchPer1000: data.webSearchPer1000 ?? listPrices.webSearchPer1000,
    models: { ...listPrices.models, ...data.models },
  }
}
