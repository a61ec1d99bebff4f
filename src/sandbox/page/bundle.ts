import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const path = (name: string): string => fileURLToPath(new URL(`browser/${name}`, import.meta.url))

/** The page's three files, ready to be served. */
export type Bundle = { readonly html: string; readonly css: string; readonly script: string }

/** Later files may overrule earlier ones: their names begin with their place. */
const readStyle = async (): Promise<string> => {
  const names = (await readdir(path('style'))).sort(
    (one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10),
  )
  const files = await Promise.all(names.map((name) => readFile(path(`style/${name}`), 'utf8')))
  return files.join('\n')
}

/** Bundles the page's script, and reads what else it is made of. */
export const bundlePage = async (): Promise<Bundle> => {
  const build = await rolldown({ input: path('main.ts'), platform: 'browser', logLevel: 'silent' })
  const { output } = await build.generate({ format: 'esm', minify: true })
  await build.close()
  const [{ code: script }] = output
  const [html, css] = await Promise.all([readFile(path('page.html'), 'utf8'), readStyle()])
  return { html, css, script }
}
