import { readFile } from 'node:fs/promises'
import { listPrices, type Prices, priceTable } from './prices.ts'

const overrides = priceTable.partial()

const parse = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(
      `The price file "${file}" is not JSON: ${String(error)}. Correct it or unset PRICES_FILE.`,
    )
  }
}

/**
 * The list prices with those of the operator's file in their place: whole models, the search price, the date. Throws an
 * `Error` of one sentence that names the file and the field.
 */
export const readPrices = async (file: string | undefined): Promise<Prices> => {
  if (file === undefined) return listPrices
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(
      `The price file "${file}" cannot be read: ${String(error)}. Correct PRICES_FILE or unset it.`,
    )
  })
  const { success, data, error } = overrides.safeParse(parse(file, text))
  if (!success) {
    const [issue] = error.issues
    const field = issue?.path.join('.') || 'the whole'
    throw new Error(`In the price file "${file}", ${field} is wrong: ${issue?.message}.`)
  }
  return {
    asOf: data.asOf ?? listPrices.asOf,
    webSearchPer1000: data.webSearchPer1000 ?? listPrices.webSearchPer1000,
    models: { ...listPrices.models, ...data.models },
  }
}
