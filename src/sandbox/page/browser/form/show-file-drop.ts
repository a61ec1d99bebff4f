import { html, nothing, type TemplateResult } from 'lit'
import type { SentFile } from '../../act.ts'
import type { InputView } from '../../view/form.ts'
import type { PageApp } from '../page-app.ts'
import { pageText } from '../page-text.ts'
import { readFiles } from '../read-file.ts'

type FilesInput = Extract<InputView, { type: 'files' }>

const setFiles = (
  app: PageApp,
  customId: string,
  change: (files: readonly SentFile[]) => readonly SentFile[],
) =>
  app.update((state) => ({
    ...state,
    formFiles: { ...state.formFiles, [customId]: change(state.formFiles[customId] ?? []) },
    formProblems: { ...state.formProblems, [customId]: '' },
  }))

/** The browser's own file input is there for keyboards and drops, but cannot be seen. */
export const showFileDrop = (
  app: PageApp,
  customId: string,
  label: string,
  { max, types }: FilesInput,
): TemplateResult => {
  const text = pageText(app.state())
  const files = app.state().formFiles[customId] ?? []
  const add = async ({ target }: Event): Promise<void> => {
    if (!(target instanceof HTMLInputElement)) return
    const read = await readFiles(target.files)
    target.value = ''
    setFiles(app, customId, (before) => (max === 1 ? read.slice(-1) : [...before, ...read]))
  }
  const remove = (index: number) => () =>
    setFiles(app, customId, (before) => before.filter((_, at) => at !== index))
  return html`<div class="file-drop">
      <span>${max === 1 ? text.chooseFile : text.chooseFiles(max)}</span>
      <input
        type="file"
        aria-label=${label}
        ?multiple=${max > 1}
        accept=${types.length === 0 ? nothing : types.join(',')}
        @change=${(event: Event) => void add(event)}
      />
    </div>
    <ul class="chosen-files">
      ${files.map(
        ({ name }, index) => html`<li>
          <span>📄 ${name}</span>
          <button type="button" aria-label="${text.remove}: ${name}" @click=${remove(index)}>✕</button>
        </li>`,
      )}
    </ul>`
}
