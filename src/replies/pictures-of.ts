import type { Draft } from '../display/draft.ts'
import type { PagePicture } from '../display/page.ts'
import { tablePictures } from '../display/table-pictures.ts'
import type { Strings } from '../i18n/strings.ts'
import type { Look } from '../settings/look.ts'
import type { Dependencies } from './dependencies.ts'
import type { View } from './view.ts'

/** Where the pictures of a reply are shown. */
export type PictureFrame = {
  readonly look: Pick<Look, 'tablePictures'>
  readonly view: Pick<View, 'canAttach'>
  readonly strings: Strings
}

/**
 * Draws the wide tables of a reply that has ended well; undefined, at once, where there can be none. A reply that was
 * interrupted has to end fast. The promise never rejects.
 */
export const picturesOf = (
  draft: Draft,
  { look, view, strings }: PictureFrame,
  { drawTables }: Pick<Dependencies, 'drawTables'>,
): Promise<readonly PagePicture[]> | undefined =>
  draft.type === 'ended' && look.tablePictures && view.canAttach
    ? drawTables?.(draft.written.text).then(
        (drawn) => tablePictures(drawn, strings),
        () => [],
      )
    : undefined
