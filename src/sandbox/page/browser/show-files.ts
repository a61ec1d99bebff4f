import { html, type TemplateResult } from 'lit'
import type { FileView } from '../view/message.ts'

const sizeText = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} bytes`
    : bytes < 1024 * 1024
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1024 / 1024).toFixed(1)} MB`

const isImage = (file: FileView): boolean => /^image\/(png|jpeg|gif|webp|avif)$/.test(file.type)

const showFile = (file: FileView): TemplateResult =>
  isImage(file)
    ? html`<a href=${file.url} target="_blank" rel="noopener"><img class="picture" src=${file.url} alt=${file.description ?? file.name} /></a>`
    : html`<div class="file">
        <span aria-hidden="true">📄</span>
        <span><a href=${file.url} download=${file.name}>${file.name}</a><br /><small>${sizeText(file.size)}</small></span>
      </div>`

/** A message's attachments: pictures as such, other files to download. */
export const showFiles = (files: readonly FileView[]): readonly TemplateResult[] => files.map(showFile)
