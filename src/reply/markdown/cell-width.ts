import stringWidth from 'string-width'

/** Latin, Greek and Cyrillic letters, arrows and operators take one column each. */
const narrowText =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2190-\u21ff\u2200-\u22ff]*$/

/** How many columns of a terminal `text` takes. */
export function width(text: string): number {
  return narrowText.test(text) ? text.length : stringWidth(text)
}
